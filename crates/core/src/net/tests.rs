use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A gateway that says `answer` to whoever comes first.
async fn gateway(answer: &'static str) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/thing", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut question = [0; 4096];
        let _ = stream.read(&mut question).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    url.parse().unwrap()
}

async fn ask(answer: &'static str, etag: Option<&str>) -> Result<Answer, NetError> {
    let url = gateway(answer).await;
    Http::new().unwrap().get(url, etag, 5).await
}

#[tokio::test]
async fn an_answer_comes_with_its_name() {
    let answer = "HTTP/1.1 200 OK\r\nETag: \"7\"\r\nContent-Length: 5\r\n\r\nhello";
    assert_eq!(
        ask(answer, None).await,
        Ok(Answer::Fresh {
            bytes: Bytes::from_static(b"hello"),
            etag: Some("\"7\"".into())
        })
    );
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let answer = "HTTP/1.1 304 Not Modified\r\n\r\n";
    assert_eq!(ask(answer, Some("\"7\"")).await, Ok(Answer::NotModified));
}

#[tokio::test]
async fn an_answer_too_large_is_cut_off() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!";
    assert_eq!(ask(answer, None).await, Err(NetError::TooLarge(5)));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(ask(answer, None).await, Err(NetError::Status(302)));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_answer() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
    assert_eq!(ask(answer, None).await, Err(NetError::Offline));
}

#[tokio::test]
async fn any_answer_to_what_is_handed_in_is_given_back_as_it_is() {
    let answer = "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno";
    let body = Body::Json("{}".to_owned());
    let http = Http::new().unwrap();
    let reply = http.post(gateway(answer).await, &[], body, 5);
    assert_eq!(
        reply.await,
        Ok(Reply {
            status: 503,
            retry_after: Some("7".into()),
            bytes: Bytes::from_static(b"no"),
        })
    );
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!";
    let http = Http::new().unwrap();
    let reply = http.delete(gateway(answer).await, &[], 5);
    assert_eq!(reply.await.unwrap().bytes, Bytes::new());
}

#[tokio::test]
async fn only_where_no_connection_was_made_can_nobody_have_heard_of_it() {
    let cut_off = gateway("HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n").await;
    let http = Http::new().unwrap();
    let heard = http.post(cut_off, &[], Body::Json("{}".to_owned()), 9);
    assert_eq!(heard.await, Err(Unanswered { unheard: false }));
    let unheard = http.post(nobody().await, &[], Body::Json("{}".to_owned()), 9);
    assert_eq!(unheard.await, Err(Unanswered { unheard: true }));
}

#[tokio::test]
async fn what_cannot_be_read_to_its_end_is_not_handed_in() {
    let answer = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    let pieces = [Ok(Bytes::from_static(b"ab")), Err(io::Error::other("gone"))];
    let body = Body::Pieces {
        media_type: "image/jpeg",
        bytes: 9,
        pieces: futures::stream::iter(pieces).boxed(),
    };
    let url = waits_for_all_of_it(answer).await;
    let http = Http::new().unwrap();
    let reply = http.post(url, &[], body, 9);
    assert_eq!(reply.await, Err(Unanswered { unheard: false }));
}

/// A gateway that says `answer` once nothing more comes.
async fn waits_for_all_of_it(answer: &'static str) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/thing", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut all = Vec::new();
        if stream.read_to_end(&mut all).await.is_ok() {
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url.parse().unwrap()
}

async fn nobody() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    url.parse().unwrap()
}

#[test]
fn the_largest_photo_has_the_time_that_it_needs_on_a_slow_line_and_no_more_than_the_gateway_gives()
{
    let largest = ka_domain::report::limits::PHOTO_BYTES as u64;
    let needed = Duration::from_secs(largest / SLOWEST);
    assert!(patience(largest) > needed);
    assert!(needed < SUBMISSION);
    assert!(patience(u64::MAX) <= SUBMISSION);
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let url = nobody().await;
    assert_eq!(
        Http::new().unwrap().get(url, None, 5).await,
        Err(NetError::Offline)
    );
}

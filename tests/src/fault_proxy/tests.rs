use super::*;

/// A gateway that counts what it is told, and says "done".
async fn gateway() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::<Mutex<Vec<String>>>::default();
    let told = heard.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let told = told.clone();
            tokio::spawn(async move {
                if let Ok(Some(request)) = Request::read(&mut stream).await {
                    let body = request.bytes[request.head..].to_vec();
                    lock(&told).push(String::from_utf8(body).unwrap());
                    let _ = stream.write_all(&answer(201, "", "done")).await;
                }
            });
        }
    });
    (address, heard)
}

/// What the app hears when it says `body`.
async fn say(proxy: &FaultProxy, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(proxy.address).await.unwrap();
    let length = body.len();
    let request = format!("POST {path} HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    // A connection that is reset is one that says nothing.
    let _ = stream.read_to_end(&mut heard).await;
    String::from_utf8(heard).unwrap()
}

/// What the app and the gateway hear of one submission that `fault` strikes.
async fn struck(fault: Fault) -> (String, Vec<String>) {
    let (address, heard) = gateway().await;
    let proxy = FaultProxy::start(address, vec![Some(fault)]).await.unwrap();
    let answer = say(&proxy, REPORTS, "hello").await;
    assert_eq!(proxy.struck(), [fault]);
    assert!(proxy.is_done());
    let heard = lock(&heard).clone();
    (answer, heard)
}

#[tokio::test]
async fn what_is_lost_is_lost_on_its_way_there_or_back() {
    assert_eq!(struck(Fault::Lost).await, (String::new(), vec![]));
    let (answer, heard) = struck(Fault::AnswerLost).await;
    assert_eq!((&*answer, &*heard), ("", &["hello".to_owned()][..]));
    let (answer, heard) = struck(Fault::Cut).await;
    assert_eq!((&*answer, &*heard), ("", &[][..]));
    let (answer, heard) = struck(Fault::AnswerCut).await;
    assert!(answer.starts_with("HTTP/1.1 201") && !answer.ends_with("done"));
    assert_eq!(heard, ["hello"]);
}

#[tokio::test]
async fn what_is_doubled_comes_twice_and_is_answered_once() {
    let (answer, heard) = struck(Fault::Doubled).await;
    assert!(answer.ends_with("done"));
    assert_eq!(heard, ["hello", "hello"]);
}

#[tokio::test]
async fn others_on_the_way_answer_and_the_gateway_hears_nothing() {
    for (fault, word) in [
        (Fault::TooMany, "Retry-After"),
        (Fault::Unwell(502), "502"),
        (Fault::Portal, "200"),
        (Fault::WayToPortal, "Location"),
        (Fault::AnswerOfAnother, "KA-0"),
    ] {
        let (answer, heard) = struck(fault).await;
        assert!(answer.contains(word), "{fault:?}: {answer}");
        assert!(heard.is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn what_is_overtaken_comes_after_the_next() {
    let (address, heard) = gateway().await;
    let plan = vec![Some(Fault::Overtaken), None, None];
    let proxy = FaultProxy::start(address, plan).await.unwrap();
    assert_eq!(say(&proxy, REPORTS, "first").await, "");
    assert!(say(&proxy, REPORTS, "second").await.ends_with("done"));
    assert!(say(&proxy, REPORTS, "third").await.ends_with("done"));
    crate::wait::until("all of it", crate::wait::PATIENCE, async || {
        Ok((lock(&heard).len() == 3).then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(lock(&heard)[0], "second");
}

#[tokio::test]
async fn what_is_delayed_comes_after_somebody_else_was_served() {
    let (address, heard) = gateway().await;
    let proxy = FaultProxy::start(address, vec![Some(Fault::Delayed)])
        .await
        .unwrap();
    let (delayed, ()) = tokio::join!(say(&proxy, REPORTS, "slow"), async {
        crate::wait::until("the fault", crate::wait::PATIENCE, async || {
            say(&proxy, "/v1/live", "other").await;
            Ok(lock(&heard)
                .iter()
                .any(|heard| heard == "slow")
                .then_some(()))
        })
        .await
        .unwrap();
    });
    assert!(delayed.ends_with("done"));
    assert_eq!(lock(&heard)[0], "other");
}

#[tokio::test]
async fn what_is_no_submission_passes_and_so_does_everything_in_the_end() {
    let (address, heard) = gateway().await;
    let proxy = FaultProxy::start(address, vec![Some(Fault::Lost)])
        .await
        .unwrap();
    assert!(say(&proxy, STATUS, "how").await.ends_with("done"));
    assert!(say(&proxy, "/feed/x", "what").await.ends_with("done"));
    assert!(!proxy.is_done());
    assert_eq!(say(&proxy, REPORTS, "lost").await, "");
    assert!(say(&proxy, REPORTS, "comes").await.ends_with("done"));
    assert_eq!(*lock(&heard), ["how", "what", "comes"]);
}

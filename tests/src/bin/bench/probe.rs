use crate::archive::Archive;
use anyhow::Result;
use ka_journeys::Stage;
use serde_json::json;
const S: &str = "
    const [time, mode, done] = arguments;
    const page = document.scrollingElement;
    if (mode === 'static') {
        const main = document.getElementById('main');
        const h = page.scrollHeight;
        main.innerHTML = '';
        const ul = document.createElement('ul'); ul.className = 'ka-lines';
        for (let n = 0; n < 2500; n++) { const li = document.createElement('li'); li.style.minHeight = '78px'; li.textContent = 'Mittwoch, ' + n + '. Planungsausschuss (öffentlich/nicht öffentlich) Bürgersaal, Rathaus am Marktplatz'; ul.append(li); }
        main.append(ul);
    }
    const began = performance.now(); let last = began; const all = [];
    const scroll = () => {
        const now = performance.now(); all.push(now - last); last = now;
        const part = Math.min((now - began) / time, 1);
        if (mode !== 'idle') page.scrollTo({top: part * (page.scrollHeight - innerHeight), behavior: 'instant'});
        if (part < 1) requestAnimationFrame(scroll);
        else { all.sort((a,b)=>a-b); const q = p => all[Math.min(all.length-1, Math.floor(p*all.length))];
          done([mode, time, 'height', page.scrollHeight, 'w', innerWidth, innerHeight, 'frames', all.length, 'p50', q(.5), 'p90', q(.9), 'p99', q(.99), 'max', all[all.length-1], 'nodes', document.querySelectorAll('*').length].join(' ')); }
    };
    requestAnimationFrame(scroll);";
pub async fn probe(archive: &Archive, stage: &mut Stage) -> Result<()> {
    let _ = archive;
    stage.open_with_content().await?;
    stage.close().await?;
    for e in std::fs::read_dir(stage.app_data())? { let e = e?; eprintln!("{:?} {}", e.file_name(), e.metadata()?.len()); }
    let app = stage.open().await?;
    app.screen("home").await?;
    stage.close().await?;
    for e in std::fs::read_dir(stage.app_data())? { let e = e?; eprintln!("{:?} {}", e.file_name(), e.metadata()?.len()); }
    let app = stage.open().await?;
    app.screen("home").await?;
    app.go("/council?by=past").await?;
    app.find("#council-past[aria-current]").await?;
    app.screen("council").await?;
    app.settle().await?;
    for (mode, time) in [("idle", 3000), ("scroll", 10_000), ("scroll", 10_000), ("scroll", 25_000), ("static", 10_000), ("static2", 25_000)] {
        let r = app.client().execute_async(S, vec![json!(time), json!(mode)]).await?;
        eprintln!("{r}");
    }
    stage.close().await
}

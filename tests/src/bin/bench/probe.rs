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

    let css = [
        ("warm", ""),
        ("none", ""),
        ("lines-no-shadow", ".ka-lines{box-shadow:none !important}"),
        ("leaf-flat", ".ka-leaf, .ka-leaf *{box-shadow:none !important;border-radius:0 !important}"),
        ("lines-flat", ".ka-lines{box-shadow:none !important;border-radius:0 !important}"),
        ("lines-leaf-flat", ".ka-leaf, .ka-leaf *, .ka-lines{box-shadow:none !important;border-radius:0 !important}"),
        ("lines-line-flat", ".ka-line, .ka-lines{box-shadow:none !important;border-radius:0 !important}"),
        ("all-flat", "*{box-shadow:none !important;border-radius:0 !important}"),
        ("all-flat-no-sticky", "*{box-shadow:none !important;border-radius:0 !important;position:static !important}"),
    ];
    for (name, css) in css {
        let set = "const s = new CSSStyleSheet(); s.replaceSync(arguments[0]); document.adoptedStyleSheets = [s]; scrollTo(0,0);";
        app.run(set, vec![json!(css)]).await?;
        app.settle().await?;
        let r = app.client().execute_async(S, vec![json!(6000), json!(name)]).await?;
        eprintln!("{r}");
    }
    let list = "return [...document.querySelectorAll('*')].filter(e => ['sticky','fixed'].includes(getComputedStyle(e).position)).map(e => e.tagName + '.' + e.className).slice(0, 12).join(' | ') + ' html ' + document.querySelector('.ka-line')?.outerHTML";
    app.run("document.adoptedStyleSheets = []", vec![]).await?;
    eprintln!("{}", app.run(list, vec![]).await?);
    // A small way up and down, within what is drawn.
    let small = "const [time, mode, done] = arguments; const began = performance.now(); let last = began; const all = []; \
        const tick = () => { const now = performance.now(); all.push(now-last); last = now; scrollTo(0, 2000 + 100 * Math.sin((now-began)/300)); \
        if (now - began < time) requestAnimationFrame(tick); else { all.sort((a,b)=>a-b); done([mode, all.length, all[Math.floor(all.length/2)], all[all.length-1]].join(' ')); } }; requestAnimationFrame(tick);";
    app.settle().await?;
    eprintln!("{}", app.client().execute_async(small, vec![json!(4000), json!("small way")]).await?);
    stage.close().await
}

import { withPage } from './scripts/headless.mjs';
const shots=[['en','light',1280],['zh-CN','dark',1280],['zh-CN','light',390],['en','dark',390]];
for (const [lang,scheme,width] of shots) await withPage('', async (page)=>{
  page.on('console',m=>{if(m.type()==='error')console.log(m.text())}); page.on('pageerror',e=>console.log(e.message));
  await page.setViewportSize({width,height:900}); await page.emulateMedia({colorScheme:scheme,reducedMotion:'reduce'});
  await page.evaluate((l)=>{localStorage.setItem('llm-lab.language',l)},lang);
  await page.reload(); await page.evaluate(()=>location.hash='#/deduplication'); await page.waitForTimeout(4000);
  const node=page.locator('svg [aria-label*="ocument"], svg [aria-label*="文档"]').nth(1); if(await node.count()) {await node.click(); await page.waitForTimeout(800);}
  console.log(lang,width,await page.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth));
  await page.screenshot({path:`/tmp/dd-${lang}-${scheme}-${width}.png`,fullPage:true}); for (const [i,h] of [[0,"pair"],[1,"corpus"],[2,"sub"]]) await page.locator("main section").nth(i).screenshot({path:`/tmp/dd-${lang}-${width}-${h}.png`});
});

import http from 'http';import fs from 'fs';import {chromium} from '@playwright/test';import {chromiumFlags,softwareGpuFlags} from './scripts/browser.mjs';
const s=http.createServer((q,r)=>{const f='/tmp/mb'+(q.url==='/'?'/index.html':q.url);if(!fs.existsSync(f)){r.writeHead(404);return r.end()}r.writeHead(200,{'content-type':f.endsWith('js')?'text/javascript':'text/html','Cross-Origin-Opener-Policy':'same-origin','Cross-Origin-Embedder-Policy':'require-corp'});r.end(fs.readFileSync(f))}).listen(5999);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:[...chromiumFlags]});const p=await b.newPage();p.on('pageerror',m=>console.log(m));await p.goto('http://localhost:5999/');await p.waitForFunction(()=>window.ready);
for(let i=0;i<3;i++)console.log(await p.evaluate(s=>window.go(s),40));
await b.close();s.close();

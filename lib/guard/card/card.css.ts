export const CARD_CSS = `
:host{all:initial!important;display:block!important;color-scheme:light dark!important}
.card{position:fixed;z-index:2147483647;inset-block-start:16px;inset-inline-end:16px;box-sizing:border-box;width:min(380px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;padding:16px;border:1px solid light-dark(#d5d9e0,#474e5c);border-inline-start:4px solid light-dark(#b3261e,#f2867f);border-radius:10px;background:light-dark(#fff,#20242c);color:light-dark(#1b1f27,#eef0f4);box-shadow:0 8px 30px rgb(0 0 0/.25);font:14px/1.45 system-ui,sans-serif}
.card.warn{border-inline-start-color:light-dark(#9a6700,#e3b341)}
.card.hover{inset-block-start:auto;inset-inline-end:auto;width:min(340px,calc(100vw - 16px));padding:12px 14px;border-inline-start-width:1px;box-shadow:0 4px 18px rgb(0 0 0/.2);font-size:13px}
.card.hover h2{font-size:14px}
ul{list-style:none;margin:0 0 8px;padding:0}
li{display:flex;justify-content:space-between;gap:12px;padding:3px 0;border-block-start:1px solid light-dark(#e6e9ee,#3a404c)}
li b{font-weight:600;white-space:nowrap}
b.opted-out{color:light-dark(#8c1d18,#f2867f)}b.partly-opted-out{color:light-dark(#7a5200,#e3b341)}b.opt-in-missing{color:light-dark(#6a2ea5,#dcbcff)}b.clear{color:light-dark(#1b6b35,#7fd79a)}
.card.hint{inset-block:auto 16px}.card.hint,.card.wait{border-inline-start-color:light-dark(#1a5fd0,#9dc1ff)}
.card.wait h2{margin:0}
h2{margin:0 0 8px;font-size:15px}
p{margin:0 0 8px}
.way{color:light-dark(#4a5160,#b7bfcc)}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
button,a{font:inherit;padding:6px 12px;border:1px solid #8a92a1;border-radius:6px;background:transparent;color:inherit;text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible,.card:focus-visible{outline:3px solid light-dark(#1a5fd0,#9dc1ff);outline-offset:2px}
button.primary{background:light-dark(#1a4fb0,#9dc1ff);border-color:light-dark(#1a4fb0,#9dc1ff);color:light-dark(#fff,#0b2350)}
@media (forced-colors:active){.card{border:2px solid CanvasText}}
`;

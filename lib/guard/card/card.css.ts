export const CARD_CSS = `
:host{all:initial!important;display:block!important}
.card{position:fixed;z-index:2147483647;inset-block-start:16px;inset-inline-end:16px;box-sizing:border-box;width:min(380px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;padding:16px;border:1px solid #d5d9e0;border-inline-start:4px solid #b3261e;border-radius:10px;background:#fff;color:#1b1f27;box-shadow:0 8px 30px rgb(0 0 0/.25);font:14px/1.45 system-ui,sans-serif}
.card.warn{border-inline-start-color:#9a6700}
.card.hover{inset-block-start:auto;inset-inline-end:auto;width:min(340px,calc(100vw - 16px));padding:12px 14px;border-inline-start-width:1px;box-shadow:0 4px 18px rgb(0 0 0/.2);font-size:13px}
.card.hover h2{font-size:14px}
ul{list-style:none;margin:0 0 8px;padding:0}
li{display:flex;justify-content:space-between;gap:12px;padding:3px 0;border-block-start:1px solid #e6e9ee}
li b{font-weight:600;white-space:nowrap}
b.opted-out{color:#8c1d18}b.partly-opted-out{color:#7a5200}b.opt-in-missing{color:#6a2ea5}b.clear{color:#1b6b35}
.card.wait{border-inline-start-color:#1a5fd0}
.card.wait h2{margin:0}
h2{margin:0 0 8px;font-size:15px}
p{margin:0 0 8px}
.way{color:#4a5160}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
button,a{font:inherit;padding:6px 12px;border:1px solid #8a92a1;border-radius:6px;background:#fff;color:inherit;text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible,.card:focus-visible{outline:3px solid #1a5fd0;outline-offset:2px}
button.primary{background:#1a4fb0;border-color:#1a4fb0;color:#fff}
@media (prefers-color-scheme:dark){.card{background:#20242c;color:#eef0f4;border-color:#474e5c;border-inline-start-color:#f2867f}.card.warn{border-inline-start-color:#e3b341}.way{color:#b7bfcc}li{border-color:#3a404c}b.opted-out{color:#f2867f}b.partly-opted-out{color:#e3b341}b.opt-in-missing{color:#dcbcff}b.clear{color:#7fd79a}button,a{background:#20242c;border-color:#8a92a1}button:focus-visible,a:focus-visible{outline-color:#9dc1ff}button.primary{background:#9dc1ff;border-color:#9dc1ff;color:#0b2350}}
@media (forced-colors:active){.card{border:2px solid CanvasText}}
`;

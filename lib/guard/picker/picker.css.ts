export const PICKER_CSS = `
:host{all:initial!important;display:block!important}
.bar{position:fixed;inset:auto 0 12px;margin:auto;box-sizing:border-box;width:min(560px,calc(100vw - 24px));max-height:calc(100vh - 24px);overflow:auto;padding:12px 16px;border:1px solid #8a92a1;border-top:4px solid #3d49cf;border-radius:10px;background:#fff;color:#1b1f27;font:14px/1.45 system-ui,sans-serif}
.up{inset:12px 0 auto}
h2{margin:0 0 4px;font-size:15px}
p{margin:0}
.wrong{font-weight:600;color:#8c1d18}
.actions{display:flex;flex-wrap:wrap;gap:8px}
button{font:inherit;margin-top:10px;padding:6px 12px;border:1px solid #8a92a1;border-radius:6px;background:#fff;color:inherit}
button:focus-visible{outline:3px solid #1a5fd0;outline-offset:2px}
.primary{background:#3d49cf;color:#fff}
.ring{position:fixed;outline:3px dashed #3d49cf;outline-offset:2px;box-shadow:0 0 0 6px #fff8;pointer-events:none}
.kept{outline-style:solid}
[hidden]{display:none}
@media (prefers-color-scheme:dark){.bar,button{background:#20242c;color:#eef0f4}.wrong{color:#f2867f}.primary{background:#9aa3ff;color:#12164d}button:focus-visible{outline-color:#9dc1ff}}
`;

export const PICKER_CSS = `
:host{all:initial!important;display:block!important;color-scheme:light dark!important}
.bar{position:fixed;inset:auto 0 12px;margin:auto;box-sizing:border-box;width:min(560px,calc(100vw - 24px));max-height:calc(100vh - 24px);overflow:auto;padding:12px 16px;border:1px solid #8a92a1;border-top:4px solid #3d49cf;border-radius:10px;background:light-dark(#fff,#20242c);color:light-dark(#1b1f27,#eef0f4);font:14px/1.45 system-ui,sans-serif}
.up{inset:12px 0 auto}
h2{margin:0 0 4px;font-size:15px}
p{margin:0}
.wrong{font-weight:600;color:light-dark(#8c1d18,#f2867f)}
.actions{display:flex;flex-wrap:wrap;gap:8px}
button{font:inherit;margin-top:10px;padding:6px 12px;border:1px solid #8a92a1;border-radius:6px;background:light-dark(#fff,#20242c);color:inherit}
button:focus-visible{outline:3px solid light-dark(#1a5fd0,#9dc1ff);outline-offset:2px}
.primary{background:light-dark(#3d49cf,#9aa3ff);color:light-dark(#fff,#12164d)}
.ring{position:fixed;outline:3px dashed #3d49cf;outline-offset:2px;box-shadow:0 0 0 6px #fff8;pointer-events:none}
.kept{outline-style:solid}
[hidden]{display:none}
`;

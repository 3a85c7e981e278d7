import "@lwc/synthetic-shadow";
import "./lwc.js";

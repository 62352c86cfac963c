// The console: forms answer in place, news from elsewhere is merged in, keys lead. Without scripts all of it are pages.
import "./console-merge.js";
import { startLive } from "./console-live.js";
import { startKeys } from "./console-keys.js";
import { startSheets } from "./console-sheets.js";
import { startClock } from "./console-clock.js";
import { startBoard } from "./board.js";
import { startScreen } from "./console-screen.js";
import { startTelling } from "./console-unanswered.js";

document.documentElement.classList.add("scripted");
startClock();
startSheets();
startKeys();
startBoard();
startScreen();
startTelling();
startLive();

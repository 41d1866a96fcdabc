package dev.sidetone.bench;

import dev.sidetone.server.SpeechDetector;

/** What the server's side saw of one session, as it tells it in a line. */
record LoadSight(int session, long heardMs, int replies, int answers, int astray) {

    static LoadSight parse(String line) {
        var fields = line.split(" ");
        long heardMs = Long.parseLong(fields[1]) * SpeechDetector.FRAME * 1000 / SpeechDetector.RATE;
        return new LoadSight(Integer.parseInt(fields[0]), heardMs, Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), Integer.parseInt(fields[4]));
    }
}

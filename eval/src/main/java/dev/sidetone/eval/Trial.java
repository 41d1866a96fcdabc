package dev.sidetone.eval;

/**
 * One call to hold: a recording, a strategy.
 *
 * @param repeat from 1
 */
record Trial(Strategy strategy, CallerAudio call, int repeat) {

    /** The same in each run of the same plan. */
    String key() {
        return key(strategy.key(), strategy.print(), repeat, call.id());
    }

    static String key(String strategy, String print, int repeat, String call) {
        return strategy + "\t" + print + "\t" + repeat + "\t" + call;
    }
}

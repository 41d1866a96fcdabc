package dev.sidetone.console;

import java.time.Duration;

/** How a call from the page came to its end. */
sealed interface End {

    /** A word for the page; stable. */
    String word();

    /** One line for the user. */
    String words();

    /** How long what is under way may still come. */
    default Duration patience() {
        return Duration.ZERO;
    }

    record HungUp() implements End {
        @Override
        public String word() {
            return "hung_up";
        }

        @Override
        public String words() {
            return "you hung up";
        }

        @Override
        public Duration patience() {
            // A local recogniser writes an utterance in about 3 s on a busy machine; the page shows it coming.
            return Duration.ofSeconds(10);
        }
    }

    /** The page is closed, or its network is gone: nobody listens, and every further second may cost. */
    record PageGone() implements End {
        @Override
        public String word() {
            return "page_gone";
        }

        @Override
        public String words() {
            return "the page was closed";
        }
    }

    record TooLong(Duration limit) implements End {
        @Override
        public String word() {
            return "too_long";
        }

        @Override
        public String words() {
            return "the call was ended after " + limit.toMinutes() + " min, the longest this console allows";
        }
    }

    /** The endpoint did not take the call. @param words of the client: what happened, to what, what to do */
    record NotConnected(String words) implements End {
        @Override
        public String word() {
            return "not_connected";
        }
    }

    /** The endpoint ended it, or the connection was lost for good. */
    record Lost(String words) implements End {
        @Override
        public String word() {
            return "lost";
        }
    }

    /** A defect of ours. */
    record Failed() implements End {
        @Override
        public String word() {
            return "failed";
        }

        @Override
        public String words() {
            return "the console failed: call again, and report what its log says";
        }
    }

    record ConsoleStops() implements End {
        @Override
        public String word() {
            return "console_stopped";
        }

        @Override
        public String words() {
            return "the console was stopped";
        }
    }
}

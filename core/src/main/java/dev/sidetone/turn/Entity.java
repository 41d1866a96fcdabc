package dev.sidetone.turn;

/**
 * A value that a program would act on, found in a transcript.
 *
 * @param said the words of the transcript that give it, as they are written there
 * @param normal how it compares: characters of codes, names, numbers and telephone numbers in upper case without spaces (56B512C0); addresses as
 *     j.doe@example.com; dates as 2024-05-03, or 05-03 without a year, june or 2024-06 without a day, day 21 without a month, or the name of a
 *     weekday; times as 4:30, with am or pm behind it where that is said; amounts as 1200 dollars or 2.50 euros; yes or no; not. Where there are
 *     two readings both stand there ("2024-03-05|2024-05-03")
 */
public record Entity(Kind kind, String said, String normal) {

    public enum Kind {
        /** Letters and digits mixed, or four to six digits: policy numbers, the code of a door, the number of a flight. */
        CODE,
        /** Three letters and more, said one by one. */
        SPELLED_NAME,
        /** Seven to fifteen digits. */
        PHONE_NUMBER,
        EMAIL,
        /** Three digits at most: how many, how old, which house. A single digit counts where both transcripts have one, for "one" and "two" are words, too. */
        NUMBER,
        DATE,
        /** Of day. */
        TIME,
        MONEY,
        /** What the turn answers to a question. */
        YES_NO,
        /** A "not", or one of its kin, that turns a sentence around. In English. */
        NEGATION
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "Entity[" + kind + ", " + normal.length() + " chars]";
    }
}

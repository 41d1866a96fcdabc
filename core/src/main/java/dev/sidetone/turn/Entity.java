package dev.sidetone.turn;

/**
 * A value that a program would act on, found in a transcript.
 *
 * @param said the words of the transcript that give it, as they are written there
 * @param normal how it compares: characters of codes, names and telephone numbers in upper case without spaces (56B512C0);
 *     dates as 2024-05-03, or 05-03 without a year, or the name of a weekday, with both readings of an all-digit one
 *     ("2024-03-05|2024-05-03"); amounts as 1200 dollars or 2.50 euros; yes or no
 */
public record Entity(Kind kind, String said, String normal) {

    public enum Kind {
        /** Four characters and more, letters and digits mixed or too few digits for a telephone: policy numbers and the like. */
        CODE,
        /** Three letters and more, said one by one. */
        SPELLED_NAME,
        /** Seven to fifteen digits. */
        PHONE_NUMBER,
        DATE,
        MONEY,
        /** What the turn answers to a question. */
        YES_NO
    }

    /** What callers say is personal data. */
    @Override
    public String toString() {
        return "Entity[" + kind + ", " + normal.length() + " chars]";
    }
}

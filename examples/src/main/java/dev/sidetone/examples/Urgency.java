package dev.sidetone.examples;

import dev.sidetone.turn.Form;
import dev.sidetone.turn.Reading;
import dev.sidetone.turn.Task;

/** A task of one's own: how urgent the call is, from 1 (a question) to 5 (somebody is in danger). */
final class Urgency implements Task<Integer> {

    @Override
    public String name() {
        return "urgency";
    }

    @Override
    public String instructions() {
        return "How urgent is what the caller wants, from 1, a question, to 5, somebody is in danger? Answer with the digit alone.";
    }

    @Override
    public Form<Integer> form() {
        return Form.text(said -> said.matches("[1-5]") ? Reading.of(Integer.valueOf(said)) : Reading.unfit("it is not one digit from 1 to 5"));
    }
}

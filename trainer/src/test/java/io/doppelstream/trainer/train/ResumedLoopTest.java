package io.doppelstream.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.trainer.graph.VariableValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Session;

class ResumedLoopTest {

    private static final int ROUNDS = 40;

    /** A state of a training, out of any session. */
    private record State(LoopPosition position, Map<String, float[]> variables) {}

    @ParameterizedTest
    @EnumSource(Stage.Order.class)
    void shouldEndWithEqualBitsWhenStoppedAndResumed(Stage.Order order) {
        State undisturbed = go(order, new State(LoopPosition.start(), Map.of()), ROUNDS);
        State state = go(order, new State(LoopPosition.start(), Map.of()), 13);
        assertThat(state.position().rounds()).isEqualTo(13);
        State resumed = go(order, go(order, state, 1), ROUNDS);
        assertThat(resumed.position().rounds()).isEqualTo(ROUNDS);
        assertThat(resumed.position().moves()).isEqualTo(undisturbed.position().moves());
        assertThat(differing(resumed, undisturbed)).isEmpty();
    }

    /** Names of the variables say what they hold: a weight, its average (twin) or a moment of Adam. */
    @ParameterizedTest
    @ValueSource(strings = {"moment", "twin", "moving", "kernel"})
    void shouldEndWithOtherBitsWhenAPartOfTheStateIsNotRestored(String forgotten) {
        State undisturbed = go(Stage.Order.SIMULTANEOUS, new State(LoopPosition.start(), Map.of()), ROUNDS);
        State state = go(Stage.Order.SIMULTANEOUS, new State(LoopPosition.start(), Map.of()), 13);
        Map<String, float[]> partial = new HashMap<>(state.variables());
        Predicate<String> lost = name -> name.contains(forgotten);
        assertThat(partial.keySet()).anyMatch(lost);
        partial.replaceAll((name, values) -> lost.test(name) ? new float[values.length] : values);
        State resumed = go(Stage.Order.SIMULTANEOUS, new State(state.position(), partial), ROUNDS);
        assertThat(differing(resumed, undisturbed)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Stage.Order.class)
    void shouldEndWithOtherBitsWhenTheMovesAreNotRestored(Stage.Order order) {
        State undisturbed = go(order, new State(LoopPosition.start(), Map.of()), ROUNDS);
        State state = go(order, new State(LoopPosition.start(), Map.of()), 13);
        LoopPosition position = state.position();
        LoopPosition forgetful =
                new LoopPosition(position.rounds(), position.runs(), List.of(0L, 0L), position.elapsed());
        assertThat(differing(go(order, new State(forgetful, state.variables()), ROUNDS), undisturbed))
                .isNotEmpty();
        LoopPosition incomplete = new LoopPosition(13, 13, List.of(1L), position.elapsed());
        assertThatThrownBy(() -> go(order, new State(incomplete, state.variables()), ROUNDS))
                .hasMessageContaining("expected the moves of 2 updates");
    }

    /** Trains a GAN that is drawn anew, from a state, over so many rounds of a budget of {@value #ROUNDS}. */
    private static State go(Stage.Order order, State from, int rounds) {
        try (TinyGan gan = new TinyGan(1)) {
            TrainingLoop loop = new TrainingLoop(gan.graph, gan.plan(order, gan.criticUpdate, gan.generatorUpdate), 7);
            VariableValues values = new VariableValues(gan.graph);
            try (Session session = gan.open()) {
                if (!from.variables().isEmpty()) {
                    values.writeAll(session, from.variables());
                }
                AtomicInteger asked = new AtomicInteger();
                TrainingOutcome outcome = loop.run(
                        session,
                        TinyGan.data(),
                        Budget.steps(ROUNDS),
                        from.position(),
                        Supervisor.none(),
                        TrainingListener.silent(),
                        () -> asked.getAndIncrement() >= rounds);
                return new State(outcome.position(), values.read(session));
            }
        }
    }

    private static List<String> differing(State first, State second) {
        assertThat(first.variables().keySet()).isEqualTo(second.variables().keySet());
        return first.variables().keySet().stream()
                .filter(name -> !Arrays.equals(
                        first.variables().get(name), second.variables().get(name)))
                .toList();
    }
}

package io.doppelstream.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PlanChecksTest {

    @Test
    void shouldSayWhatIsWrongWhenAPlanDoesNotAddUp() {
        try (TinyGan gan = new TinyGan(1)) {
            Stage half = new Stage("warm-up", 0.5, Stage.Order.ALTERNATING, List.of(gan.criticUpdate));
            assertThatThrownBy(() -> new TrainingPlan(List.of(half), Optional.empty()))
                    .hasMessage("expected stages whose shares add up to 1, found 0.5 over [warm-up]");
            assertThatThrownBy(() ->
                            new Stage("main", 1, Stage.Order.ALTERNATING, List.of(gan.criticUpdate, gan.criticUpdate)))
                    .hasMessageContaining("expected distinct players in the stage main");
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenAnOptimizerOrBudgetIsOutOfRange() {
        assertThatThrownBy(() -> OptimizerConfig.adam(0, 0, 0.9))
                .hasMessage("expected a positive learning rate for the optimizer, found 0.0");
        assertThatThrownBy(() -> OptimizerConfig.adam(1, 1, 0.9)).hasMessageContaining("beta1 in [0, 1)");
        assertThatThrownBy(() -> Budget.steps(0)).hasMessage("expected at least one round of training, found 0");
        assertThatThrownBy(() -> Budget.time(Duration.ZERO)).hasMessageContaining("positive training time");
    }

    @Property(tries = 100)
    void shouldFallFromOneToTheLastFactorWhenTheScheduleIsACosine(
            @ForAll @DoubleRange(max = 1) double last,
            @ForAll @DoubleRange(max = 1) double earlier,
            @ForAll @DoubleRange(max = 1) double later) {
        LearningRateSchedule cosine = new LearningRateSchedule.Cosine(last);
        assertThat(cosine.factor(0)).isCloseTo(1, within(1e-12));
        assertThat(cosine.factor(1)).isCloseTo(last, within(1e-12));
        assertThat(cosine.factor(Math.max(earlier, later)))
                .isLessThanOrEqualTo(cosine.factor(Math.min(earlier, later)));
    }
}

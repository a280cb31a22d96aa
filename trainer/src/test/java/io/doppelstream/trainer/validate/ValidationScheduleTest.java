package io.doppelstream.trainer.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationScheduleTest {

    private static final Budget STEPS = Budget.steps(1000);

    private static Validation at(long rounds, double fraction, double seconds) {
        return new Validation(rounds, fraction, Map.of(), 1, true, List.of(), seconds);
    }

    private static List<Long> rounds(ValidationConfig config, long budget) {
        ValidationSchedule schedule = new ValidationSchedule(config, Budget.steps(budget));
        List<Validation> history = new ArrayList<>();
        for (long round = 0; round < budget; round++) {
            double fraction = (double) round / budget;
            if (schedule.due(history, round, fraction)) {
                history.add(at(round, fraction, 0));
            }
        }
        return history.stream().map(Validation::steps).toList();
    }

    @Test
    void shouldBeSpreadOverTheBudgetWhenItIsLong() {
        assertThat(rounds(new ValidationConfig(5, 10, 0, 0), 1000)).containsExactly(200L, 400L, 600L, 800L);
    }

    @Test
    void shouldKeepItsDistanceWhenTheBudgetIsShort() {
        assertThat(rounds(new ValidationConfig(20, 200, 0, 0), 1000)).containsExactly(200L, 400L, 600L, 800L);
        assertThat(rounds(ValidationConfig.defaults(), 150)).isEmpty();
    }

    @Test
    void shouldBeSkippedWhenEvaluationsTakeTooMuchOfTheTime() {
        ValidationConfig config = new ValidationConfig(10, 1, 0, 0);
        List<Validation> slow = List.of(at(10, 0.1, 3));
        Budget time = Budget.time(Duration.ofSeconds(100));
        ValidationSchedule schedule = new ValidationSchedule(config, time);
        assertThat(schedule.due(slow, 20, 0.2)).isFalse();
        assertThat(schedule.due(slow, 80, 0.8)).isTrue();
        assertThat(new ValidationSchedule(config, STEPS).due(slow, 20, 0.2)).isTrue();
    }
}

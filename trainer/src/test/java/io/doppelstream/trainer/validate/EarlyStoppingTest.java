package io.doppelstream.trainer.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.train.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    private static final EarlyStopping STOPPING = new EarlyStopping(new ValidationConfig(20, 1, 3, 0.01));

    static List<Validation> history(double... qualities) {
        List<Validation> history = new ArrayList<>();
        for (double quality : qualities) {
            // Negative stands for a collapsed model of that quality.
            history.add(new Validation(
                    history.size() + 1,
                    (history.size() + 1) / 20.0,
                    Map.of(),
                    Math.abs(quality),
                    false,
                    quality < 0 ? List.of("collapsed") : List.of(),
                    0));
        }
        return history;
    }

    @Test
    void shouldStopWhenTheQualityFellAndStaysLow() {
        assertThat(STOPPING.decline(history())).isFalse();
        assertThat(STOPPING.decline(history(0.8, 0.7, 0.7))).isFalse();
        assertThat(STOPPING.decline(history(0.8, 0.7, 0.7, 0.78))).isTrue();
        assertThat(STOPPING.decline(history(0.8, 0.7, 0.795, 0.7))).isFalse();
    }

    @Test
    void shouldGoOnWhenTheQualityNoLongerRises() {
        assertThat(STOPPING.decline(history(0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8))).isFalse();
    }

    @Test
    void shouldNotTakeACollapsedModelForAGoodOne() {
        assertThat(STOPPING.decline(history(0.8, -0.9, -0.91, -0.92))).isTrue();
    }

    @Test
    void shouldNeverStopWhenThePatienceIsZero() {
        EarlyStopping never = new EarlyStopping(new ValidationConfig(20, 1, 0, 0.01));
        assertThat(never.decline(history(0.8, 0.7, 0.6, 0.5, 0.4, 0.3))).isFalse();
    }
}

package io.doppelstream.service.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.schemas.ColumnDrift;
import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.service.config.DriftSettings;
import io.doppelstream.service.config.RetrainSettings;
import io.doppelstream.service.config.ScorerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainRuleTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private final ScorerSettings settings = new ScorerSettings(
            "calls",
            "calls",
            null,
            null,
            "bank",
            null,
            null,
            null,
            null,
            new DriftSettings(null, null, null, new RetrainSettings(2, Duration.ofHours(1), "alad", 3.0, null, 0.3)));

    private static DriftReport report(boolean drifted, long minute) {
        Instant to = Instant.EPOCH.plus(Duration.ofMinutes(1_000 + minute));
        return new DriftReport(
                "calls",
                "calls",
                "bank",
                "7",
                "d",
                to.minusSeconds(60),
                to,
                10_000L,
                List.of(new ColumnDrift("age", 0.3, 0.2, 0L, drifted)),
                drifted);
    }

    @Test
    void shouldAskAfterDriftedWindowsInARowAndNotAgainBeforeTheCooldown() {
        RetrainRule rule = RetrainRule.START;
        boolean[] drifted = {true, false, true, true, true, true, true};
        long[] minutes = {0, 1, 2, 3, 4, 62, 64};
        boolean[] asks = {false, false, false, true, false, false, true};
        for (int i = 0; i < drifted.length; i++) {
            RetrainRule.Verdict verdict = rule.after(report(drifted[i], minutes[i]), settings, NOW);
            assertThat(verdict.request().isPresent()).as("window %d", i).isEqualTo(asks[i]);
            // As after a restart.
            rule = RetrainRule.parse(verdict.next().toString());
            assertThat(rule).isEqualTo(verdict.next());
        }
    }

    @Test
    void shouldSayWhatToTrainAndWhy() {
        Optional<TrainingRequest> asked =
                new RetrainRule(1, 0).after(report(true, 5), settings, NOW).request();

        assertThat(asked).hasValueSatisfying(request -> {
            assertThat(request.getModel()).isEqualTo("bank");
            assertThat(request.getTopic()).isEqualTo("calls");
            assertThat(request.getSource()).isEqualTo("rule/calls");
            assertThat(request.getChampion()).isEqualTo("7");
            assertThat(request.getKind()).isEqualTo("alad");
            assertThat(request.getMinutes()).isEqualTo(3.0);
            assertThat(request.getHoldout()).isEqualTo(0.3);
            assertThat(request.getReason()).contains("2 drifted windows", "age with a PSI of 0.300");
        });
        assertThat(new RetrainRule(1, 0).after(report(true, 5), settings, NOW).request())
                .as("the same after a restart")
                .isEqualTo(asked);
    }
}

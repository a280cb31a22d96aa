package io.doppelstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.cli.TinyDetector;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.anomaly.AnomalyKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoAnomaliesTest {

    private static DemoAnomalies anomalies(String rareClass, AnomalyKind... kinds) {
        return new DemoAnomalies(List.of(kinds), rareClass);
    }

    @Test
    void shouldDoWithoutTheKindsThatTheModelCannotMake() throws IOException {
        DemoAnomalies wanted = anomalies("size = 'medium'", AnomalyKind.RARE_CLASS, AnomalyKind.VALUE_SHIFT);

        DemoAnomalies possible = wanted.possibleFor(TinyDetector.shared());

        assertThat(possible.kinds()).containsExactly(AnomalyKind.VALUE_SHIFT);
        assertThat(possible.request().getKinds()).containsExactly("value-shift");
        assertThat(possible.request().getRareClass()).isNull();
    }

    @Test
    void shouldAskForTheRareClassWhereItsKindIsWanted() throws IOException {
        DemoAnomalies wanted = anomalies("size = 'small'", AnomalyKind.RARE_CLASS);

        assertThat(wanted.possibleFor(TinyDetector.shared())).isEqualTo(wanted);
        assertThat(wanted.request().getRareClass()).isEqualTo("size = 'small'");
    }

    @Test
    void shouldSayWhatToDoWhenNothingIsLeft() {
        assertThatThrownBy(() ->
                        anomalies("size = 'medium'", AnomalyKind.RARE_CLASS).possibleFor(TinyDetector.shared()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train it for longer");
    }
}

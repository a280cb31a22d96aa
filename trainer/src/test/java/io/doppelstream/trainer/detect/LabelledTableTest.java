package io.doppelstream.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import org.junit.jupiter.api.Test;

class LabelledTableTest {

    private static final Table TABLE = TestTables.everyKind(400, 1);

    @Test
    void shouldTakeTheLabelOutOfTheTable() {
        LabelledTable labelled = LabelledTable.of(TABLE, "city = 'Oslo' and children >= 1");
        assertThat(labelled.rows().schema().names())
                .doesNotContain("city", "children")
                .contains("age");
        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(labelled.anomaly()[row])
                    .isEqualTo(TABLE.column(0).number(row) == 1
                            && TABLE.column(TABLE.schema().require("children")).number(row) >= 1);
        }
    }

    @Test
    void shouldKeepAnomaliesOutOfTheFitWhenAskedTo() {
        LabelledTable labelled = LabelledTable.of(TABLE, "city = 'Oslo'");
        LabelledTable.Split normal = labelled.split(true, 0.25, 1);
        assertThat(normal.training().rows() + normal.holdout().rows()).isEqualTo(400 - labelled.anomalies());
        assertThat(normal.labelled().orElseThrow().anomalies().rows()).isEqualTo(labelled.anomalies());
        LabelledTable.Split mixed = labelled.split(false, 0.25, 1);
        assertThat(mixed.training().rows() + mixed.holdout().rows()).isEqualTo(400);
        assertThat(mixed.holdout().rows())
                .isEqualTo(mixed.labelled().orElseThrow().normal().rows()
                        + mixed.labelled().orElseThrow().anomalies().rows());
    }

    @Test
    void shouldSayWhatIsWrongWithTheCondition() {
        assertThatThrownBy(() -> LabelledTable.of(TABLE, "town = 'Oslo'")).hasMessageContaining("found 'town'");
        assertThatThrownBy(() -> LabelledTable.of(TABLE, "city = 'Paris'")).hasMessageContaining("found 'Paris'");
        assertThatThrownBy(() -> LabelledTable.of(TABLE, "children >= 0"))
                .hasMessageContaining("found 400 of 400 that do");
        assertThatThrownBy(() -> LabelledTable.of(TABLE, "share(city = 'Oslo') = 0.5"))
                .hasMessageContaining("a row can meet");
    }
}

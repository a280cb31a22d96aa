package io.doppelstream.cli.benchmark.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorTrialTest {

    @Test
    void shouldCountWhatIsAmongTheAlertsByKind() {
        String[] labels = {null, "tail", null, "value-shift:age", "value-shift:pay", null};
        double[] scores = {0.9, 0.8, 0.3, 0.7, 0.1, 0.2};

        DetectorTrial trial = DetectorTrial.of("mine", 1, scores, labels);

        assertThat(trial.kinds().get("tail")).isEqualTo(new DetectorTrial.Found(1, 1, 2.0 / 3));
        assertThat(trial.kinds().get("value-shift")).isEqualTo(new DetectorTrial.Found(2, 0.5, 2.0 / 6));
        assertThat(trial.kinds().get(DetectorTrial.ALL)).isEqualTo(new DetectorTrial.Found(3, 2.0 / 3, 4.0 / 9));
    }

    @Test
    void shouldMakeFeaturesOfNullsAndCategories() {
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("age", new ValueType.Whole(), new Role.Continuous(), true),
                        new Column("id", new ValueType.Text(), new Role.Constant("x"), false),
                        new Column("job", new ValueType.Text(), new Role.Categorical(List.of("a", "b")), true)),
                null);
        Table table = new Table(
                schema,
                List.of(
                        new ColumnData.Longs(new long[] {3, ColumnData.NULL_LONG, 9}),
                        new ColumnData.Unlearned(3),
                        new ColumnData.Codes(new int[] {1, ColumnData.NULL_CODE, 0})));

        assertThat(new DetectorFeatures(table).of(table))
                .isEqualTo(new double[][] {{3, 0, 0, 0, 1}, {9, 1, 1, 0, 0}, {9, 0, 0, 1, 0}});
    }
}

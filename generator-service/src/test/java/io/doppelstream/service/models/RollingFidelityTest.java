package io.doppelstream.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.service.fixture.TinyTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingFidelityTest {
    private static final int CHUNK = 200;

    private final RollingFidelity fidelity = new RollingFidelity(ReferenceMarginal.of(TinyTable.table(20_000, 1)));

    private void count(int rows, boolean faithful) {
        Table table = TinyTable.table(rows, 2);
        List<ColumnData> columns = new ArrayList<>(table.columns());
        if (!faithful) {
            columns.set(0, new ColumnData.Codes(new int[rows]));
            columns.set(2, new ColumnData.Longs(new long[rows]));
        }
        for (int first = 0; first < rows; first += CHUNK) {
            int[] chunk = new int[CHUNK];
            int from = first;
            Arrays.setAll(chunk, row -> from + row);
            fidelity.count(
                    List.of(),
                    columns.stream().map(column -> column.select(chunk)).toList());
        }
    }

    @Test
    void shouldBeNearOneWhenTheRowsAreLikeTheTrainingRowsAndLessWhenTheyAreNot() {
        count(10_000, true);
        double faithful = fidelity.score().orElseThrow();
        count(20_000, false);
        double unfaithful = fidelity.score().orElseThrow();

        assertThat(faithful).isGreaterThan(0.98);
        // Two of 12 learned columns lose 0.8 (one of five categories only) and 0.95 (all below the first edge).
        assertThat(unfaithful).isBetween(0.83, 0.87);
    }

    @Test
    void shouldForgetWhatIsLongAgo() {
        count(20_000, false);
        count(20_000, true);

        assertThat(fidelity.score().orElseThrow()).isGreaterThan(0.98);
        assertThat(fidelity.rows()).isBetween(10_000, 20_000);
    }

    @Test
    void shouldSayNothingWhenThereAreFewRowsOrOnlyConditionedOnesOrNoReference() {
        fidelity.count(List.of("job = 'student'"), TinyTable.table(CHUNK, 2).columns());
        assertThat(fidelity.rows()).isZero();
        count(800, true);
        assertThat(fidelity.score()).isEmpty();
        RollingFidelity without = new RollingFidelity(List.of());
        without.count(List.of(), TinyTable.table(CHUNK, 2).columns());
        assertThat(without.score()).isEmpty();
    }
}

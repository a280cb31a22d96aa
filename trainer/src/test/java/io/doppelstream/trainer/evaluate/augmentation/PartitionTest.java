package io.doppelstream.trainer.evaluate.augmentation;

import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionTest {

    private static final int ROWS = 500;

    /** Rows numbered in order; every tenth is rare. */
    private static LabelledRows rows(int count) {
        boolean[] positive = new boolean[count];
        IntStream.range(0, count).forEach(row -> positive[row] = row % 10 == 0);
        return new LabelledRows(
                table(doubles(IntStream.range(0, count).asDoubleStream().toArray())), positive);
    }

    private static double[] numbers(LabelledRows rows) {
        return IntStream.range(0, rows.size())
                .mapToDouble(rows.rows().column(0)::number)
                .toArray();
    }

    @Test
    void shouldTestOnLaterRowsWhenTheSplitIsByTime() {
        Partition parts = Partition.byTime(rows(ROWS));
        assertThat(numbers(parts.train())).hasSize(300).startsWith(0).endsWith(299);
        assertThat(numbers(parts.validation())).hasSize(100).startsWith(300).endsWith(399);
        assertThat(numbers(parts.test())).hasSize(100).startsWith(400).endsWith(499);
    }

    @Test
    void shouldGiveEachRowToOnePartInTheSameSharesOfEachClassWhenTheSplitIsAtRandom() {
        Partition parts = Partition.atRandom(rows(ROWS), 7);
        double[] all = Stream.of(parts.train(), parts.validation(), parts.test())
                .flatMapToDouble(part -> Arrays.stream(numbers(part)))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(numbers(rows(ROWS)));
        assertThat(parts.train().positives()).isEqualTo(30);
        assertThat(parts.validation().positives()).isEqualTo(10);
        assertThat(parts.test().positives()).isEqualTo(10);
        assertThat(numbers(Partition.atRandom(rows(ROWS), 7).test())).isEqualTo(numbers(parts.test()));
        assertThat(numbers(Partition.atRandom(rows(ROWS), 8).test())).isNotEqualTo(numbers(parts.test()));
    }

    @Test
    void shouldRefuseAPartWithTooFewRareRows() {
        assertThatThrownBy(() -> Partition.byTime(rows(100)))
                .hasMessage(
                        "Expected at least 10 rows of the rare class and as many others to learn from, found 6 in 60"
                                + " rows: give more rows");
    }

    @Test
    void shouldRepeatRareRowsInTurnsUpToAShare() {
        LabelledRows rows = rows(ROWS);
        // (50 + 250) / (500 + 250) = .4
        assertThat(rows.missing(0.4)).isEqualTo(250);
        assertThat(rows.repeated(0.4).rows()).isEqualTo(750);
        assertThat(IntStream.range(500, 750).mapToDouble(rows.repeated(0.4).column(0)::number))
                .allMatch(number -> number % 10 == 0)
                .startsWith(0.0, 10.0, 20.0);
        assertThat(rows.repeated(0).rows()).isEqualTo(ROWS);
    }
}

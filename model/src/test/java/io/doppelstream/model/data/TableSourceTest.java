package io.doppelstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.schema.SchemaOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {

    private static final int ROWS = 1000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        StringBuilder csv = new StringBuilder("number,text,flag\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append(row * 0.5).append(',');
            csv.append(row % 3 == 0 ? "it's" : row % 3 == 1 ? "b" : "").append(',');
            csv.append(row % 2 == 0).append('\n');
        }
        file = Files.writeString(folder.resolve("rows.csv"), csv);
    }

    private double[][] shuffled(long seed) throws Exception {
        try (TableSource source = TableSource.open(file, SchemaOverrides.NONE)) {
            ShuffledRows shuffled = source.shuffle(seed);
            Table first = shuffled.read(0, 400);
            Table second = shuffled.read(400, ROWS - 400);
            return IntStream.range(0, first.schema().size())
                    .mapToObj(column -> IntStream.range(0, ROWS)
                            .mapToDouble(
                                    row -> row < 400 ? number(first, column, row) : number(second, column, row - 400))
                            .toArray())
                    .toArray(double[][]::new);
        }
    }

    /** Null as -1. */
    private static double number(Table table, int column, int row) {
        return table.column(column).isNull(row) ? -1 : table.column(column).number(row);
    }

    @Test
    void shouldKeepRowsWholeWhenShuffled() throws Exception {
        double[][] columns = shuffled(1);
        assertThat(Arrays.stream(columns[0]).map(value -> value * 2).sorted().toArray())
                .isEqualTo(IntStream.range(0, ROWS).asDoubleStream().toArray());
        assertThat(columns[0][0]).isNotEqualTo(0);
        for (int row = 0; row < ROWS; row++) {
            int number = (int) (columns[0][row] * 2);
            assertThat(columns[1][row]).isEqualTo(number % 3 == 0 ? 1 : number % 3 == 1 ? 0 : -1);
            assertThat(columns[2][row]).isEqualTo(1 - number % 2);
        }
    }

    @Test
    void shouldFollowFromTheSeedWhenShuffled() throws Exception {
        assertThat(shuffled(1)).isDeepEqualTo(shuffled(1));
        assertThat(shuffled(1)[0]).isNotEqualTo(shuffled(2)[0]);
    }

    @Test
    void shouldHaveTheSameFingerprintWhateverTheOrder() throws Exception {
        try (TableSource one = TableSource.open(file, SchemaOverrides.NONE);
                TableSource two = TableSource.open(file, SchemaOverrides.NONE)) {
            String fingerprint = one.shuffle(1).fingerprint();
            assertThat(two.shuffle(2).fingerprint()).isEqualTo(fingerprint);
        }
    }

    @Test
    void shouldHaveAnotherFingerprintWhenAValueDiffers() throws Exception {
        String before;
        try (TableSource source = TableSource.open(file, SchemaOverrides.NONE)) {
            before = source.shuffle(1).fingerprint();
        }
        Files.writeString(file, Files.readString(file).replace("\n3.5,", "\n3.6,"));
        try (TableSource source = TableSource.open(file, SchemaOverrides.NONE)) {
            assertThat(source.shuffle(1).fingerprint()).isNotEqualTo(before);
        }
    }

    @Test
    void shouldDeleteItsFolderWhenClosed() throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create();
        Path inside = Files.writeString(temporary.file("table"), "rows");
        temporary.close();
        assertThat(inside).doesNotExist();
        assertThat(inside.getParent()).doesNotExist();
    }
}

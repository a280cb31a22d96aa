package io.doppelstream.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.codec.CodedRows;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.TabularData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedTableTest {

    private static final StreamConfig CONFIG = new StreamConfig(1200, 400, 100, 4);

    @TempDir
    Path folder;

    private TableSource source;
    private StreamedTable table;

    @BeforeEach
    void open() throws IOException, UnusableDataException {
        source = TableSource.open(StreamedRows.write(folder), SchemaOverrides.NONE);
        table = StreamedTable.of(source.shuffle(5), 0.2, CONFIG);
    }

    @AfterEach
    void close() throws UnusableDataException {
        source.close();
    }

    private static void addMarks(Set<Double> marks, Table rows) {
        for (int row = 0; row < rows.rows(); row++) {
            marks.add(rows.column(StreamedRows.MARK).number(row));
        }
    }

    @Test
    void shouldHaveEveryRowInOnePlaceWhenSplit() {
        Set<Double> marks = new HashSet<>();
        addMarks(marks, table.holdout());
        assertThat(marks).hasSize(400);
        addMarks(marks, table.reference());
        assertThat(marks).hasSize(500);
        assertThat(table.rows()).isEqualTo(StreamedRows.ROWS - 500);
        for (long place = 0; place < table.rows(); place += 100) {
            addMarks(marks, table.read(place, 100));
        }
        assertThat(marks).hasSize(StreamedRows.ROWS);
    }

    @Test
    void shouldHoldRowsThatFollowFromTheTurnAloneWhenMovedOnOrSetBack() {
        TableCodec codec =
                TabularData.of(table.window(), GanConfig.of("tabular"), 1).codec();
        try (RowWindow stepwise = new RowWindow(codec, table, 1);
                RowWindow direct = new RowWindow(codec, table, 1)) {
            // 2,500 rows in blocks of 300: the ninth block reaches over the table's end.
            for (int turn = 1; turn <= 13; turn++) {
                assertThat(stepwise.turnTo(turn)).isTrue();
            }
            assertThat(stepwise.turnTo(13)).isFalse();
            direct.turnTo(13);
            assertThat(encoded(codec, direct)).isEqualTo(encoded(codec, stepwise));
            direct.turnTo(6);
            assertThat(encoded(codec, direct)).isNotEqualTo(encoded(codec, stepwise));
            direct.turnTo(13);
            assertThat(encoded(codec, direct)).isEqualTo(encoded(codec, stepwise));
        }
    }

    private static float[] encoded(TableCodec codec, RowWindow window) {
        CodedRows rows = window.coded();
        float[] encoded = new float[rows.rows() * codec.layout().width()];
        for (int row = 0; row < rows.rows(); row++) {
            rows.write(row, encoded, row);
        }
        return encoded;
    }
}

package io.doppelstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.TestTables;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {

    private static final CsvWriter.Identifiers IDENTIFIERS = (column, format, row) -> Long.toString(1000 + row);

    @TempDir
    Path folder;

    @Test
    void shouldReadBackTheSameTableFromCsvAndParquet() throws Exception {
        Table table = TestTables.table(300, 1);
        Path csv = folder.resolve("out.csv");
        try (Writer out = Files.newBufferedWriter(csv)) {
            CsvWriter.write(table, IDENTIFIERS, out);
        }
        Path parquet = folder.resolve("out.parquet");
        ParquetWriter.write(table, IDENTIFIERS, parquet);
        for (Path file : new Path[] {csv, parquet}) {
            Table read = TableReader.read(file, table.schema());
            for (int i = 0; i < table.schema().size(); i++) {
                for (int row = 0; row < table.rows(); row++) {
                    assertThat(read.column(i).number(row))
                            .as("%s %s", file, table.schema().column(i).name())
                            .isEqualTo(Double.valueOf(table.column(i).number(row)));
                }
            }
        }
        assertThat(Files.readString(csv)).contains(",basic,").contains(",1299\n");
    }
}

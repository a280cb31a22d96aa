package io.doppelstream.cli.demo;

import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.model.data.CsvWriter;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo prints. */
final class DemoTables {

    private static final CsvWriter.Identifiers NO_IDENTIFIERS = (column, format, row) -> "";

    private DemoTables() {}

    /** The first rows of two tables, real ones first. */
    static String sideBySide(Table real, Table synthetic, int rows) {
        List<String> header = new ArrayList<>(List.of(""));
        real.schema().columns().forEach(column -> header.add(column.name()));
        TextTable table = new TextTable(header.toArray(String[]::new));
        addRows(table, "real", real, rows);
        addRows(table, "synthetic", synthetic, rows);
        return table.toString();
    }

    private static void addRows(TextTable table, String label, Table rows, int count) {
        for (int row = 0; row < Math.min(count, rows.rows()); row++) {
            List<Object> cells = new ArrayList<>(List.of(label));
            for (int column = 0; column < rows.schema().size(); column++) {
                String text = CsvWriter.text(rows, column, row, NO_IDENTIFIERS);
                cells.add(text == null ? "" : text);
            }
            table.row(cells.toArray());
        }
    }

    /** One line a column. */
    static String shapes(List<ColumnScore> scores) {
        TextTable table = new TextTable("column", "metric", "score");
        for (ColumnScore score : scores) {
            table.row(score.column(), score.metric(), String.format(Locale.ROOT, "%.3f", score.score()));
        }
        return table.toString();
    }
}

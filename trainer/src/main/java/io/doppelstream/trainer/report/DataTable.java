package io.doppelstream.trainer.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a caption; the first column heads its row. Numbers stand right, so that digits are below digits. */
final class DataTable {

    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, String style) {}

    DataTable(String caption) {
        this.caption = caption;
    }

    DataTable texts(String... titles) {
        return add("", titles);
    }

    DataTable numbers(String... titles) {
        return add("n", titles);
    }

    /** A column of sentences, which may be wide. */
    DataTable sentences(String... titles) {
        return add("s", titles);
    }

    private DataTable add(String style, String... titles) {
        for (String title : titles) {
            columns.add(new Column(title, style));
        }
        return this;
    }

    DataTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "Expected " + columns.size() + " cells in a row of '" + caption + "', found " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    void write(Html html) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table").element("caption", caption).open("thead").open("tr");
        for (Column column : columns) {
            html.element("th", column.title(), "scope", "col", "class", column.style());
        }
        html.close("tr").close("thead").open("tbody");
        for (List<String> row : rows) {
            html.open("tr").element("th", row.get(0), "scope", "row");
            for (int i = 1; i < row.size(); i++) {
                html.element("td", row.get(i), "class", columns.get(i).style());
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }
}

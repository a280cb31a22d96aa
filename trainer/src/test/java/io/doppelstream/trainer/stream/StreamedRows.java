package io.doppelstream.trainer.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A table for streaming: sorted, each row known by its mark, and with values that a sample of the rows misses. */
public final class StreamedRows {

    public static final int ROWS = 3000;
    static final int MARK = 0;

    private StreamedRows() {}

    /** Writes it as a CSV file. */
    public static Path write(Path folder) throws IOException {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("mark,count,colour\n");
        for (int row = 0; row < ROWS; row++) {
            int count = row % 500 == 0 ? 1000 + row : random.nextInt(20);
            csv.append(row * 0.37).append(',').append(count).append(',');
            csv.append(
                    row % 700 == 3
                            ? "rare" + row
                            : List.of("red", "green", "blue").get(random.nextInt(3)));
            csv.append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), csv);
    }
}

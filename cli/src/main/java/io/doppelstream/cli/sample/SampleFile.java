package io.doppelstream.cli.sample;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.CsvWriter;
import io.doppelstream.model.data.ParquetWriter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageFolderWriter;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.replay.Identifiers;
import io.doppelstream.service.record.Anomalies;
import io.doppelstream.trainer.image.GridPainter;
import io.doppelstream.trainer.sample.InjectedTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where sampled rows are written.
 *
 * @param out as the user names it: a file, a folder or standard output
 * @param model that the rows are of
 * @param seed that they were drawn by, which gives their identifiers, too
 */
record SampleFile(String out, SampleFormat format, ModelPackage model, long seed) {

    private static final String LABEL_COLUMN = "anomaly";

    void write(Table table) throws IOException {
        write(table, Anomalies.NONE);
    }

    /**
     * Files of records have the label where the records have a field for it, others as a further column.
     *
     * @param column for the label, null where none is named
     */
    void write(InjectedTable sampled, String column) throws IOException {
        if (format == SampleFormat.AVRO) {
            write(sampled.table(), new Anomalies(sampled.labels(), column));
        } else {
            write(sampled.withColumn(column == null ? LABEL_COLUMN : column));
        }
    }

    private void write(Table table, Anomalies labels) throws IOException {
        CsvWriter.Identifiers identifiers = (column, kind, row) -> new Identifiers(seed, column).text(kind, row);
        if (format == SampleFormat.STANDARD_OUTPUT) {
            Writer stdout = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            CsvWriter.write(table, identifiers, stdout);
            stdout.flush();
            return;
        }
        // Written beside its place first, so that an interrupted run leaves no half file under the wanted name.
        Path target = Path.of(out).toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new UserException("Expected an existing folder for --out, found none at " + target.getParent());
        }
        if (format == SampleFormat.FOLDER) {
            writeFolder(table, target);
            return;
        }
        Path partial = Files.createTempFile(target.getParent(), ".doppel-", format.suffix());
        try {
            switch (format) {
                case CSV -> {
                    try (Writer writer = Files.newBufferedWriter(partial)) {
                        CsvWriter.write(table, identifiers, writer);
                    }
                }
                case PARQUET -> ParquetWriter.write(table, identifiers, partial);
                case AVRO -> AvroFile.write(model.manifest(), table, seed, labels, partial);
                case GRID -> Files.write(partial, GridPainter.png(GridPainter.paint(ImageSet.of(table))));
                default -> throw new IllegalStateException(format.name());
            }
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void writeFolder(Table table, Path target) throws IOException {
        if (Files.exists(target)) {
            throw new UserException("Expected no file or folder at --out yet, found " + target);
        }
        Path partial = Files.createTempDirectory(target.getParent(), ".doppel-");
        try {
            ImageFolderWriter.write(ImageSet.of(table), partial.resolve("images"));
            Files.move(partial.resolve("images"), target);
        } finally {
            Folders.delete(partial);
        }
    }
}

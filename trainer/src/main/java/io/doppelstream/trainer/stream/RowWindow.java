package io.doppelstream.trainer.stream;

import io.doppelstream.model.codec.CodedRows;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.graph.SeedMixing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The rows that batches are drawn from: a ring of blocks over the endless repetition of the table. After n turns it holds
 * the blocks n to n + {@link StreamConfig#blocks} - 1, block b at the place b modulo the number of blocks, whatever was
 * asked for before. The next block is read and coded by a thread of its own. Used by one thread.
 */
final class RowWindow implements AutoCloseable {

    private final TableCodec codec;
    private final StreamedTable table;
    private final long seed;
    private final int blocks;
    private final int blockRows;
    private final CodedRows coded;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reading = new Thread(task, "row-window");
        reading.setDaemon(true);
        return reading;
    });
    private long turns;
    private CompletableFuture<CodedRows> next;

    RowWindow(TableCodec codec, StreamedTable table, long seed) {
        this.codec = codec;
        this.table = table;
        this.seed = seed;
        blocks = table.config().blocks();
        blockRows = table.config().blockRows();
        coded = codec.emptyRows(blocks * blockRows);
        fill(0);
    }

    /** The same object for ever, its rows replaced by {@link #turnTo}. */
    CodedRows coded() {
        return coded;
    }

    int blockRows() {
        return blockRows;
    }

    /** Makes the window what it is after so many turns; says whether that changed any row. */
    boolean turnTo(long wanted) {
        if (wanted == turns) {
            return false;
        }
        if (wanted == turns + 1) {
            replace(turns + blocks, finished(next));
            turns = wanted;
            readAhead();
        } else {
            next.handle((block, failure) -> block).join();
            fill(wanted);
        }
        return true;
    }

    private void fill(long wanted) {
        turns = wanted;
        for (long block = wanted; block < wanted + blocks; block++) {
            replace(block, read(block));
        }
        readAhead();
    }

    private void readAhead() {
        long block = turns + blocks;
        next = CompletableFuture.supplyAsync(() -> read(block), thread);
    }

    private void replace(long block, CodedRows rows) {
        coded.replace((int) (block % blocks) * blockRows, rows);
    }

    /** At the table's end a block goes on with its first rows. */
    private CodedRows read(long block) {
        CodedRows rows = codec.emptyRows(blockRows);
        long place = block * blockRows % table.rows();
        int untilEnd = (int) Math.min(blockRows, table.rows() - place);
        code(block, rows, 0, table.read(place, untilEnd));
        if (untilEnd < blockRows) {
            code(~block, rows, untilEnd, table.read(0, blockRows - untilEnd));
        }
        return rows;
    }

    private void code(long number, CodedRows target, int first, Table rows) {
        target.replace(first, codec.codeNearest(rows, SeedMixing.mix(seed, number)));
    }

    private static CodedRows finished(CompletableFuture<CodedRows> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw new IllegalStateException(
                    "the next training rows could not be read: " + failure.getCause(), failure.getCause());
        }
    }

    /** Waits for the block in preparation: the table may be closed after this. */
    @Override
    public void close() {
        next.handle((block, failure) -> block).join();
        thread.shutdown();
    }
}

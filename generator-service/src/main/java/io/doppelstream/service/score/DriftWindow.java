package io.doppelstream.service.score;

import io.doppelstream.schemas.BinCounts;
import io.doppelstream.schemas.MarginalCounts;
import java.util.List;

/** Events of one model version that are counted together. */
final class DriftWindow {
    private final MarginalCounts first;
    private final long[][] bins;
    private final long[] unseen;
    private long from;
    private long to;
    private long events;

    /** Begins with these. */
    DriftWindow(MarginalCounts first) {
        this.first = first;
        this.bins = first.getColumns().stream()
                .map(column -> new long[column.getBins().size()])
                .toArray(long[][]::new);
        this.unseen = new long[bins.length];
        this.from = Long.MAX_VALUE;
        this.to = Long.MIN_VALUE;
        add(first);
    }

    void add(MarginalCounts counts) {
        for (int column = 0; column < bins.length; column++) {
            BinCounts added = counts.getColumns().get(column);
            List<Long> ofColumn = added.getBins();
            for (int bin = 0; bin < ofColumn.size(); bin++) {
                bins[column][bin] += ofColumn.get(bin);
            }
            unseen[column] += added.getUnseen();
        }
        from = Math.min(from, counts.getFrom().toEpochMilli());
        to = Math.max(to, counts.getTo().toEpochMilli());
        events += counts.getEvents();
    }

    /** Name, version and digest of the model. */
    MarginalCounts model() {
        return first;
    }

    boolean isOf(MarginalCounts counts) {
        return first.getDigest().equals(counts.getDigest());
    }

    /** Of a column of the reference. */
    long[] bins(int column) {
        return bins[column];
    }

    /** Of a column of the reference. */
    long unseen(int column) {
        return unseen[column];
    }

    /** Earliest time of an event, milliseconds. */
    long from() {
        return from;
    }

    /** Latest time of an event, milliseconds. */
    long to() {
        return to;
    }

    long events() {
        return events;
    }
}

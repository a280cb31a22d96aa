package io.doppelstream.cli.benchmark.service;

import io.doppelstream.schemas.GenerationStatus;
import io.doppelstream.service.metrics.ResidentMemory;
import java.util.function.Consumer;

/** Resident memory at each status of a request. */
final class MemoryWatch implements Consumer<GenerationStatus> {
    private static final double MB = 1024.0 * 1024;

    private final long first;
    private long afterFirst;
    private long highest;
    private long last;

    /** @param first records after which memory is noted apart */
    MemoryWatch(long first) {
        this.first = first;
    }

    @Override
    public void accept(GenerationStatus status) {
        last = Math.round(ResidentMemory.bytes() / MB);
        highest = Math.max(highest, last);
        afterFirst = afterFirst == 0 && status.getDelivered() >= first ? last : afterFirst;
    }

    StreamFigures.Memory seen() {
        return new StreamFigures.Memory(afterFirst == 0 ? last : afterFirst, highest, last);
    }
}

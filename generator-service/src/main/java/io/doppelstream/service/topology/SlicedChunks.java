package io.doppelstream.service.topology;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Chunks of which only a slice was written yet, so that the next slice need not generate them again. A chunk is a function of
 * its task, so it does not matter whether one is found here: it is the same. Holds those used last, up to a number of bytes.
 */
final class SlicedChunks {
    private final long mostBytes;
    private final Map<String, ChunkMaker.Made.Generated> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SlicedChunks(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * The chunk under a key, made if it is not here.
     *
     * @param last whether no later slice will ask for it
     */
    ChunkMaker.Made get(String key, boolean last, Supplier<ChunkMaker.Made> source) {
        ChunkMaker.Made.Generated known = chunks.remove(key);
        if (known != null) {
            bytes -= size(known);
        }
        ChunkMaker.Made made = known != null ? known : source.get();
        if (!last && made instanceof ChunkMaker.Made.Generated generated) {
            chunks.put(key, generated);
            bytes += size(generated);
            shrink();
        }
        return made;
    }

    private void shrink() {
        Iterator<ChunkMaker.Made.Generated> eldest = chunks.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    private static long size(ChunkMaker.Made.Generated chunk) {
        return chunk.records().bytes();
    }
}

package io.doppelstream.service.config;

import java.nio.file.Path;

/**
 * Models.
 *
 * @param cacheDir folder for unpacked packages, by digest
 * @param intraOpThreads threads that TensorFlow uses for one operation; 1 by default: stream threads share the processors
 * @param interOpThreads operations that TensorFlow runs side by side, on threads that all models of the process share; -1 by
 *     default: none, a stream thread that needs a chunk does all of it itself
 * @param idleModels models that stay loaded although no request uses them, besides the latest version of each; 4 by default
 * @param memoryMb memory for models in MiB, estimated from the size of their packages; 0, the default: no limit
 */
public record ModelSettings(
        Path cacheDir, Integer intraOpThreads, Integer interOpThreads, Integer idleModels, Integer memoryMb) {

    private static final int IN_CALLERS_THREAD = -1;

    /** Packages under the system's temporary folder, one TensorFlow thread. */
    public static final ModelSettings DEFAULTS = new ModelSettings(null, null, null, null, null);

    public ModelSettings {
        cacheDir = cacheDir == null ? Path.of(System.getProperty("java.io.tmpdir"), "doppel-models") : cacheDir;
        intraOpThreads = intraOpThreads == null ? 1 : intraOpThreads;
        interOpThreads = interOpThreads == null ? IN_CALLERS_THREAD : interOpThreads;
        idleModels = idleModels == null ? 4 : idleModels;
        memoryMb = memoryMb == null ? 0 : memoryMb;
        Problems problems = new Problems();
        problems.require(
                intraOpThreads >= 0, "models.intraOpThreads", "0 (TensorFlow decides) or more", intraOpThreads);
        problems.require(
                interOpThreads >= IN_CALLERS_THREAD,
                "models.interOpThreads",
                "-1 (the stream thread's own), 0 (TensorFlow decides) or more",
                interOpThreads);
        problems.require(idleModels >= 0, "models.idleModels", "0 or more", idleModels);
        problems.require(memoryMb >= 0, "models.memoryMb", "0 (no limit) or more", memoryMb);
        problems.throwIfAny();
    }

    /** The same, with another folder for packages. */
    public ModelSettings withCacheDir(Path folder) {
        return new ModelSettings(folder, intraOpThreads, interOpThreads, idleModels, memoryMb);
    }

    /** Memory for models in bytes. */
    public long mostBytes() {
        return memoryMb == 0 ? Long.MAX_VALUE : memoryMb * 1024L * 1024;
    }
}

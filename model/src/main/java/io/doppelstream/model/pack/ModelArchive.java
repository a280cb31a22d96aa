package io.doppelstream.model.pack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A model package as one ZIP file; the same package gives the same bytes. */
public final class ModelArchive {

    /** Largest unpacked package, 2 GiB: more than that is an attack or a mistake. */
    public static final long LARGEST = 2L << 30;

    /**
     * Most unpacked bytes for each byte of the archive. Weights hardly shrink and manifests some ten times: more than this is
     * made to fill disks.
     */
    public static final int LARGEST_RATIO = 100;

    /** A package of this size is unpacked however small its archive is. */
    private static final long HARMLESS = 1 << 20;

    private ModelArchive() {}

    /** Packs a package. */
    public static byte[] pack(ModelPackage model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            TreeSet<String> files = new TreeSet<>(model.manifest().files().keySet());
            files.add(ModelPackage.MANIFEST);
            for (String file : files) {
                ZipEntry entry = new ZipEntry(file);
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                Files.copy(model.directory().resolve(file), zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks into a folder that does not exist yet, checks everything, and leaves nothing behind if a check fails.
     *
     * @param digest the digest that the package must have
     */
    public static ModelPackage unpack(byte[] archive, Path directory, String digest)
            throws IOException, ModelPackageException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Path partial = Files.createTempDirectory(
                Files.createDirectories(directory.toAbsolutePath().getParent()), ".unpacking-");
        try {
            extract(archive, partial);
            ModelPackage model = ModelPackage.open(partial);
            if (!model.digest().equals(digest)) {
                throw new ModelPackageException(
                        "Expected a model package with digest " + digest + ", found " + model.digest());
            }
            Files.move(partial, directory);
            return new ModelPackage(directory, model.manifest(), digest);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // Malformed names are the third.
            throw new ModelPackageException("Expected a ZIP archive of a model package, found: " + e.getMessage(), e);
        } finally {
            Folders.delete(partial);
        }
    }

    private static void extract(byte[] archive, Path directory) throws IOException, ModelPackageException {
        long most = Math.min(LARGEST, Math.max(HARMLESS, (long) LARGEST_RATIO * archive.length));
        long left = most;
        EntryNames names = new EntryNames();
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(names.next(entry.getName()));
                Files.createDirectories(file.getParent());
                try (var out = Files.newOutputStream(file)) {
                    for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                        left -= read;
                        if (left < 0) {
                            throw new ModelPackageException("Expected an archive of " + archive.length
                                    + " bytes to hold at most " + most + ", found more");
                        }
                        out.write(buffer, 0, read);
                    }
                }
            }
        }
    }
}

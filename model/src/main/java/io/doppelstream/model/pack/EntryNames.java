package io.doppelstream.model.pack;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Names in an archive from the network: each must be that of one more file within the package, on any file system. */
final class EntryNames {

    private static final int MOST_FILES = 10_000;

    /** Relative, with slashes between the parts; none of them is {@code .} or {@code ..}. */
    private static final Pattern FILE =
            Pattern.compile("(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,100}(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,100}){0,9}");

    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    /** The same name, checked. */
    String next(String name) throws ModelPackageException {
        if (!FILE.matcher(name).matches()) {
            throw new ModelPackageException(
                    "Expected files within the package, named with letters, digits, '.', '_' and"
                            + " '-', found the path '" + name + "'");
        }
        if (files.size() >= MOST_FILES) {
            throw new ModelPackageException("Expected at most " + MOST_FILES + " files in a package, found more");
        }
        if (!files.add(name) || folders.contains(name)) {
            throw new ModelPackageException("Expected every name once, found '" + name + "' again");
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            String folder = name.substring(0, slash);
            folders.add(folder);
            if (files.contains(folder)) {
                throw new ModelPackageException(
                        "Expected '" + folder + "' to be a file, found '" + name + "' within it");
            }
        }
        return name;
    }
}

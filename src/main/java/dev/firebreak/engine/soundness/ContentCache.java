package dev.firebreak.engine.soundness;

import dev.firebreak.text.Hash;
import dev.firebreak.text.LruCache;
import java.util.function.Function;

/**
 * What was read of a file, by the hash of its content: the same models are read at each start, check and difference (7 %
 * of the CPU time of all tests, sampled by JFR). Keeps what was used last. A content that can't be read is read again.
 */
final class ContentCache<T> {

    private static final int MOST = 200;

    private final LruCache<String, T> read = new LruCache<>(MOST);

    /** @param reader gives a value that nobody changes */
    T get(byte[] content, Function<byte[], T> reader) {
        var hash = Hash.sha256(content);
        var known = read.get(hash);
        if (known.isPresent()) {
            return known.get();
        }
        var value = reader.apply(content);
        read.put(hash, value);
        return value;
    }
}

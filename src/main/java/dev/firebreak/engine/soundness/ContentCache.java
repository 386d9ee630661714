package dev.firebreak.engine.soundness;

import dev.firebreak.text.Hash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was read of a file, by the hash of its content: the same models are read at each start, check and difference (7 %
 * of the CPU time of all tests, sampled by JFR). Keeps what was used last. A content that can't be read is read again.
 */
final class ContentCache<T> {

    private static final int MOST = 200;

    private final Map<String, T> read = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST;
        }
    });

    /** @param reader gives a value that nobody changes */
    T get(byte[] content, Function<byte[], T> reader) {
        var hash = Hash.sha256(content);
        var known = read.get(hash);
        if (known == null) {
            known = reader.apply(content);
            read.put(hash, known);
        }
        return known;
    }
}

package dev.firebreak.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps a bounded number of values, those that were used last. For many threads. */
public final class LruCache<K, V> {

    private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    /** @param most how many values it keeps */
    public LruCache(int most) {
        this.most = most;
    }

    /** The value of a key; empty if there is none, or others pushed it out. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    /** Keeps a value, and lets go of the one that was unused for longest if there are too many. */
    public synchronized void put(K key, V value) {
        kept.put(key, value);
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}

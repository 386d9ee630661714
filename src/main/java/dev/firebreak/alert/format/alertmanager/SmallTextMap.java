package dev.firebreak.alert.format.alertmanager;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** A few labels or annotations in the order in which they were sent: smaller and sooner made than a map of hashes. */
final class SmallTextMap extends AbstractMap<String, String> {

    private final String[] pairs;

    /** @param pairs each name, all different, and its text */
    SmallTextMap(String[] pairs) {
        this.pairs = pairs;
    }

    @Override
    public String get(Object name) {
        for (var n = 0; n < pairs.length; n += 2) {
            if (pairs[n].equals(name)) {
                return pairs[n + 1];
            }
        }
        return null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {

            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return pairs.length / 2;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < pairs.length;
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return new SimpleImmutableEntry<>(pairs[next - 2], pairs[next - 1]);
        }
    }
}

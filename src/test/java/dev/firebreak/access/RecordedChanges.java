package dev.firebreak.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps changes of accounts and tokens in a list, for tests without an audit. */
public final class RecordedChanges implements AccountChanges {

    public final List<String> rows = new ArrayList<>();

    @Override
    public void record(String by, String action, Map<String, String> facts) {
        rows.add(action + " by " + by + " " + new TreeMap<>(facts));
    }

    @Override
    public void powerChanged(String account, String by) {
        rows.add("power of " + account + " changed by " + by);
    }

    @Override
    public Optional<PowerChange> latest(String account) {
        return Optional.empty();
    }
}

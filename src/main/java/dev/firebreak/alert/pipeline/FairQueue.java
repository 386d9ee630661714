package dev.firebreak.alert.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue in which senders take turns: each has a line of its own, of limited length, so that one sender's burst neither
 * fills the queue for the others nor goes before them.
 */
final class FairQueue<T> {

    private final int capacity;
    private final Map<String, Deque<T>> lines = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();

    /** @param capacity of each line */
    FairQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there was room in the sender's line. */
    boolean offer(String sender, T element) {
        lock.lock();
        try {
            var line = lines.computeIfAbsent(sender, name -> new ArrayDeque<>());
            if (line.size() >= capacity) {
                return false;
            }
            line.addLast(element);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next element of the sender whose turn it is, or null. */
    T poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #poll()}, but waits this long for an element. */
    T poll(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (lines.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whose turn it was goes to the end; a line that is empty goes away. */
    private T next() {
        if (lines.isEmpty()) {
            return null;
        }
        var sender = lines.keySet().iterator().next();
        var line = lines.remove(sender);
        var element = line.pollFirst();
        if (!line.isEmpty()) {
            lines.put(sender, line);
        }
        return element;
    }
}

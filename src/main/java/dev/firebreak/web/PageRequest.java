package dev.firebreak.web;

/**
 * Which page of a list is asked for: the one after a row, the one before a row, or a page by its number. A cursor names
 * a row, so no row is doubled or skipped while others are added; numbered pages shift.
 *
 * @param after the row before the page, or null
 * @param before the row after the page, or null
 * @param page from 1; 1 if a cursor is given
 */
public record PageRequest(String after, String before, int page) {

    private static final int LAST = 100_000;

    /** Throws {@link FieldInvalid} if the page is out of range, or more than one of the three is given. */
    public PageRequest {
        if (page < 1 || page > LAST) {
            throw new FieldInvalid("page", "must be 1 to " + LAST);
        }
        if (after != null && before != null) {
            throw new FieldInvalid("before", "can't be combined with after");
        }
        if (page > 1 && (after != null || before != null)) {
            throw new FieldInvalid("page", "can't be combined with after or before");
        }
    }

    /** The first page. */
    public static PageRequest first() {
        return new PageRequest(null, null, 1);
    }

    /** Whether the rows are read against the order of the list. */
    public boolean isBackward() {
        return before != null;
    }

    /** The row that is named, or null. */
    public String cursor() {
        return isBackward() ? before : after;
    }

    /** How many rows come before the page, for a page by number. */
    public int offset(int size) {
        return (page - 1) * size;
    }

    boolean isFirst() {
        return cursor() == null && page == 1;
    }
}

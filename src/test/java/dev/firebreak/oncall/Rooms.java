package dev.firebreak.oncall;

import dev.firebreak.comms.Office;

/** On-call without Spring. */
final class Rooms {

    private Rooms() {}

    static AckLinks ackLinks(Office office) {
        return new AckLinks(office.jdbc(), office.clock);
    }

    static PageTurn turn(Office office) {
        return new PageTurn(new OnCall(office.catalog()));
    }

    static Pager pager(Office office) {
        var letters = new PageLetters(office.briefing(), office.letters(), ackLinks(office), office.links());
        return new Pager(turn(office), letters, office.courier(), office.deliveries(), office.timeline(), office.clock);
    }

    static NotifyPage notifyPage(Office office) {
        return new NotifyPage(pager(office), new OnCall(office.catalog()));
    }
}

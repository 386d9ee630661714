package dev.firebreak.probe.address;

import java.io.IOException;

/** No probe may connect to this address. */
public class AddressRefused extends IOException {

    private static final long serialVersionUID = 1L;

    AddressRefused(String host, String why) {
        super(host + " is refused: " + why);
    }
}

package dev.firebreak.probe.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Connects to the address that was checked, whatever the name of the server means by now. The drivers of PostgreSQL and
 * MariaDB make it by the name of its class; they check a certificate against the name all the same.
 */
public final class CheckedAddress extends ConfigurableSocketFactory {

    /** The option by which MariaDB's driver hands on the address. */
    static final String OPTION = "firebreakCheckedAddress";

    private String address;

    /** For MariaDB, which calls {@link #setConfiguration}. */
    public CheckedAddress() {}

    /** For PostgreSQL. @param address without a name, such as {@code 192.0.2.1} */
    public CheckedAddress(String address) {
        this.address = address;
    }

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        address = configuration.nonMappedOptions().getProperty(OPTION);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new Checked(InetAddress.getByName(address));
    }

    private static final class Checked extends Socket {

        private final InetAddress address;

        private Checked(InetAddress address) {
            this.address = address;
        }

        @Override
        public void connect(SocketAddress server) throws IOException {
            connect(server, 0);
        }

        @Override
        public void connect(SocketAddress server, int millis) throws IOException {
            super.connect(new InetSocketAddress(address, ((InetSocketAddress) server).getPort()), millis);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(port);
    }

    private Socket connected(int port) throws IOException {
        return SocketFactory.getDefault().createSocket(InetAddress.getByName(address), port);
    }
}

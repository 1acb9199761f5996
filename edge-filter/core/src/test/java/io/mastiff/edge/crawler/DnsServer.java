package io.mastiff.edge.crawler;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;

/** A name server on loopback that knows what a test tells it; all else does not exist. */
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Map<String, Record> records = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  static DnsServer start() throws IOException {
    DnsServer server = new DnsServer(new DatagramSocket(0, InetAddress.getByName("127.0.0.1")));
    Thread thread = new Thread(server::serve, "test-dns");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  int asked() {
    return asked.get();
  }

  /** An address and its name, each leading to the other. */
  DnsServer name(String address, String name) throws IOException {
    return lie(address, name, address);
  }

  /** An address whose name leads to another address. */
  DnsServer lie(String address, String name, String leadsTo) throws IOException {
    Name full = Name.fromString(name + ".");
    Name reverse = ReverseMap.fromAddress(address);
    records.put(reverse.toString(), new PTRRecord(reverse, DClass.IN, 60, full));
    records.put(full.toString(), new ARecord(full, DClass.IN, 60, InetAddress.getByName(leadsTo)));
    return this;
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] answer = answer(query).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private Message answer(Message query) {
    asked.incrementAndGet();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    Record record = records.get(query.getQuestion().getName().toString());
    if (record == null || record.getType() != query.getQuestion().getType()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else {
      answer.addRecord(record, Section.ANSWER);
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}

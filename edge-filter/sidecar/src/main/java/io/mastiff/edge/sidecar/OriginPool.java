package io.mastiff.edge.sidecar;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keep-alive connections to the origin, one set for each event loop, so that a request never
 * changes threads. At most {@value #MOST_IDLE} idle ones are kept for a loop; the last used goes
 * first.
 */
final class OriginPool {
  private static final int MOST_IDLE = 256;
  private static final long LONGEST_IDLE_NANOS = 10_000_000_000L;
  private static final long FRESH_NANOS = 500_000_000L;

  /** A connection and since when nobody uses it. */
  private record Idle(Channel channel, long sinceNanos) {}

  private final InetSocketAddress origin;
  private final Duration connectTimeout;
  private final Map<EventLoop, Deque<Idle>> idle = new ConcurrentHashMap<>();

  OriginPool(InetSocketAddress origin, Duration connectTimeout) {
    this.origin = origin;
    this.connectTimeout = connectTimeout;
  }

  InetSocketAddress origin() {
    return origin;
  }

  /**
   * An idle connection of this loop, if one is left.
   *
   * @param mayRepeat whether the request could be sent again: others get only one that was in use
   *     half a second ago
   */
  @Nullable Channel reuse(EventLoop loop, boolean mayRepeat) {
    Deque<Idle> channels = idle.get(loop);
    long now = System.nanoTime();
    while (channels != null && !channels.isEmpty()) {
      Idle last = channels.peekLast();
      if (!mayRepeat && now - last.sinceNanos() > FRESH_NANOS) {
        return null;
      }
      channels.pollLast();
      if (last.channel().isActive() && now - last.sinceNanos() < LONGEST_IDLE_NANOS) {
        return last.channel();
      }
      last.channel().close();
    }
    return null;
  }

  /** Opens a new connection on this loop. */
  Promise<Channel> connect(EventLoop loop) {
    Promise<Channel> promise = loop.newPromise();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(
                                Sidecar.LONGEST_LINE, Sidecar.LARGEST_HEADERS * 2, 16_384));
                    channel.pipeline().addLast(new OriginHandler(OriginPool.this));
                  }
                })
            .connect(origin);
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            promise.setSuccess(connecting.channel());
          } else {
            promise.setFailure(done.cause());
          }
        });
    return promise;
  }

  /** Gives back a connection whose exchange is complete. */
  void release(Channel channel) {
    Deque<Idle> channels = idle.computeIfAbsent(channel.eventLoop(), l -> new ArrayDeque<>());
    if (channel.isActive() && channels.size() < MOST_IDLE) {
      channels.addLast(new Idle(channel, System.nanoTime()));
      channel.read();
    } else {
      channel.close();
    }
  }

  /** Forgets an idle connection that the origin closed. */
  void forget(Channel channel) {
    Deque<Idle> channels = idle.get(channel.eventLoop());
    if (channels != null) {
      channels.removeIf(known -> known.channel() == channel);
    }
  }
}

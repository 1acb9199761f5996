package io.mastiff.edge.sidecar;

import io.mastiff.edge.DecisionEngine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running sidecar.
 *
 * <p>A request line has at most 16 kB (414), all header fields together 64 kB (431); a silent
 * client is disconnected after a minute. On closing, idle connections end at once, and requests
 * that are under way have {@value #DRAIN_SECONDS} s to end.
 */
public final class Sidecar implements AutoCloseable {
  static final int LONGEST_LINE = 16_384;
  static final int LARGEST_HEADERS = 65_536;
  private static final int CHUNK = 16_384;
  private static final int IDLE_SECONDS = 60;
  private static final int ADMIN_BODY = 65_536;
  private static final int DRAIN_SECONDS = 15;

  private final SidecarSettings settings;
  private final DecisionEngine engine;
  private final EventLoopGroup acceptors;
  private final EventLoopGroup workers;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable Channel door;
  private @Nullable Channel adminChannel;

  private Sidecar(SidecarSettings settings, DecisionEngine engine, int threads) {
    this.settings = settings;
    this.engine = engine;
    this.acceptors = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    this.workers = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
  }

  /** Starts to listen; an address in use is an {@link IOException}. */
  public static Sidecar start(SidecarSettings settings, DecisionEngine engine) throws IOException {
    return start(settings, engine, Runtime.getRuntime().availableProcessors());
  }

  static Sidecar start(SidecarSettings settings, DecisionEngine engine, int threads)
      throws IOException {
    Sidecar sidecar = new Sidecar(settings, engine, threads);
    try {
      sidecar.open();
      return sidecar;
    } catch (IOException e) {
      sidecar.close();
      throw e;
    }
  }

  private void open() throws IOException {
    InetSocketAddress origin = settings.origin();
    OriginPool pool = origin == null ? null : new OriginPool(origin, settings.connectTimeout());
    door = bind(settings.listen(), () -> new FrontHandler(settings, engine, pool), false);
    InetSocketAddress admin = settings.admin();
    if (admin != null) {
      AdminMetrics metrics = new AdminMetrics(engine);
      adminChannel = bind(admin, () -> new AdminHandler(engine, metrics), true);
    }
  }

  private Channel bind(InetSocketAddress address, HandlerFactory handlers, boolean aggregate)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptors, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, aggregate)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (!aggregate) {
                      clients.add(channel);
                    }
                    channel.pipeline().addLast(new IdleStateHandler(0, 0, IDLE_SECONDS));
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(LONGEST_LINE, LARGEST_HEADERS, CHUNK));
                    if (aggregate) {
                      channel.pipeline().addLast(new HttpObjectAggregator(ADMIN_BODY));
                    }
                    channel.pipeline().addLast(handlers.create());
                  }
                });
    try {
      return bootstrap.bind(address).syncUninterruptibly().channel();
    } catch (Exception e) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private interface HandlerFactory {
    ChannelHandler create();
  }

  /** Port of the door. */
  public int port() {
    return port(door);
  }

  /** Port of the status page; -1 without one. */
  public int adminPort() {
    return adminChannel == null ? -1 : port(adminChannel);
  }

  private static int port(@Nullable Channel channel) {
    if (channel == null) {
      throw new IllegalStateException("the sidecar is not open");
    }
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** A tunnel has no end that could be waited for. */
  private static void drain(Channel client) {
    if (client.pipeline().get(FrontHandler.class) == null) {
      client.close();
    } else {
      client.pipeline().fireUserEventTriggered(FrontHandler.DRAIN);
    }
  }

  @Override
  public void close() {
    if (door != null) {
      door.close().awaitUninterruptibly(1_000);
    }
    clients.forEach(Sidecar::drain);
    clients.newCloseFuture().awaitUninterruptibly(DRAIN_SECONDS, TimeUnit.SECONDS);
    if (adminChannel != null) {
      adminChannel.close();
    }
    acceptors.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    workers.shutdownGracefully(100, 3_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(4_000);
  }
}

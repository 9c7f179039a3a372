import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningNeonProxy, startNeonProxy } from '../neon-proxy.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const ENCRYPTED = 'select ssl, current_user as who from pg_stat_ssl where pid = pg_backend_pid()';
const PASSWORD = 'pä ss/word';

describe.skipIf(!hasOpenssl)(
  'a Postgres that wants TLS and SCRAM, as managed ones do (needs openssl)',
  () => {
    let dataDir: string;
    let postgres: RunningPostgres;
    let proxy: RunningNeonProxy;
    let url: string;

    beforeAll(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'twin-managed-'));
      postgres = await startPostgres({ dataDir });
      const certificate = await demandTlsAndScram();
      const { port } = postgres;
      url = `postgresql://strict:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/trading_twin`;
      proxy = await startNeonProxy({ databaseUrl: `${url}?sslmode=require&sslrootcert=${certificate}` });
      neonConfig.useSecureWebSocket = false;
      pointDriverAt(proxy);
    });
    afterAll(async () => {
      await proxy.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    function pointDriverAt({ host }: RunningNeonProxy): void {
      neonConfig.fetchEndpoint = `http://${host}/sql`;
      neonConfig.wsProxy = () => `${host}/v2`;
    }

    async function demandTlsAndScram(): Promise<string> {
      const pgdata = join(dataDir, 'pgdata');
      const [certificate, key, served] = [
        join(dataDir, 'server.crt'),
        join(pgdata, 'server.key'),
        join(pgdata, 'server.crt'),
      ];
      const name = '-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';
      const request = `req -x509 -newkey rsa:2048 -nodes -days 2 ${name} -keyout ${key} -out ${certificate}`;
      spawnSync('openssl', request.split(' '));
      copyFileSync(certificate, served);
      const { uid, gid } = statSync(join(pgdata, 'PG_VERSION'));
      for (const path of [key, served]) {
        chmodSync(path, 0o600);
        chownSync(path, uid, gid);
      }
      const hba = join(pgdata, 'pg_hba.conf');
      writeFileSync(hba, `hostssl all strict 127.0.0.1/32 scram-sha-256\n${readFileSync(hba, 'utf8')}`);
      const admin = new pg.Client({ connectionString: postgres.url });
      await admin.connect();
      await admin.query(`create role strict login superuser password '${PASSWORD}'`);
      for (const setting of [`ssl_cert_file = 'server.crt'`, `ssl_key_file = 'server.key'`, 'ssl = on']) {
        await admin.query(`alter system set ${setting}`);
      }
      await admin.query('select pg_reload_conf()');
      await admin.end();
      return certificate;
    }

    it('is reached over HTTP', async () => {
      expect(await neon(url).query(ENCRYPTED)).toEqual([{ ssl: true, who: 'strict' }]);
    });

    it.each(['password', false] as const)(
      'is reached over WebSocket, pipelineConnect %s',
      async (pipeline) => {
        neonConfig.pipelineConnect = pipeline;
        onTestFinished(() => {
          neonConfig.pipelineConnect = 'password';
        });
        const pool = new Pool({ connectionString: url });
        expect((await pool.query(ENCRYPTED)).rows).toEqual([{ ssl: true, who: 'strict' }]);
        await pool.end();
      },
    );

    it('says so when the password is wrong, over either', async () => {
      const wrong = url.replace(/strict:[^@]+/, 'strict:wrong');
      await expect(neon(wrong)`select 1`).rejects.toMatchObject({ code: '28P01' });
      const pool = new Pool({ connectionString: wrong });
      await expect(pool.query('select 1')).rejects.toMatchObject({ code: '28P01' });
    });

    it('is refused over either when nobody trusted has signed its certificate', async () => {
      const untrusting = await startNeonProxy({ databaseUrl: `${url}?sslmode=require` });
      pointDriverAt(untrusting);
      onTestFinished(async () => {
        pointDriverAt(proxy);
        await untrusting.stop();
      });
      await expect(neon(url)`select 1`).rejects.toThrow(/503.*certificate/);
      await expect(new Pool({ connectionString: url }).query('select 1')).rejects.toThrow();
    });
  },
);

import type { Bilingual } from '../corrections/types.ts';
import type { HonouredKey } from './types.ts';

const none: Bilingual = { en: 'none', zh: '无' };

/** Of TLS, for clients and between servers. */
export const tlsKeys = {
  tls: [
    {
      key: 'secureClientPort',
      standard: none,
      means: { en: 'A port for clients over TLS', zh: '客户端走 TLS 的端口' },
    },
    {
      key: 'secureClientPortAddress',
      standard: { en: 'that of the plain port', zh: '与明文端口相同' },
      means: { en: 'Where it listens', zh: '监听的地址' },
    },
    {
      key: 'ssl.clientAuth',
      standard: { en: '`need`', zh: '`need`' },
      means: {
        en: '`none`, `want` or `need` a certificate of the client',
        zh: '客户端的证书：`none` 不要，`want` 可有可无，`need` 必须有',
      },
    },
    {
      key: 'X509AuthenticationProvider.superUser',
      standard: none,
      means: {
        en: 'The subject of the certificate whose owner may do everything',
        zh: '持有该主题证书的人什么都能做',
      },
    },
    {
      key: 'ssl.keyStore.location',
      standard: none,
      means: {
        en: 'The private key and its certificates: PEM, PKCS #12 or JKS',
        zh: '私钥及其证书：PEM、PKCS #12 或 JKS',
      },
    },
    {
      key: 'ssl.keyStore.password',
      standard: none,
      means: { en: 'Its password', zh: '它的口令' },
    },
    {
      key: 'ssl.keyStore.passwordPath',
      standard: none,
      means: { en: 'Or a file that has it', zh: '或者存放口令的文件' },
    },
    {
      key: 'ssl.keyStore.type',
      standard: { en: 'by the end of its name', zh: '看文件名后缀' },
      means: { en: '`PEM`, `PKCS12` or `JKS`', zh: '`PEM`、`PKCS12` 或 `JKS`' },
    },
    {
      key: 'ssl.trustStore.location',
      standard: { en: 'what the system trusts', zh: '系统信任的' },
      means: {
        en: 'Authorities, as PEM, PKCS #12 or JKS',
        zh: '信任的证书机构，PEM、PKCS #12 或 JKS 格式',
      },
    },
    {
      key: 'ssl.trustStore.password',
      standard: none,
      means: { en: 'Its password; only PKCS #12 needs one', zh: '它的口令，只有 PKCS #12 需要' },
    },
    {
      key: 'ssl.trustStore.passwordPath',
      standard: none,
      means: { en: 'Or a file that has it', zh: '或者存放口令的文件' },
    },
    {
      key: 'ssl.trustStore.type',
      standard: { en: 'by the end of its name', zh: '看文件名后缀' },
      means: { en: '`PEM` or `JKS`', zh: '`PEM` 或 `JKS`' },
    },
    {
      key: 'ssl.enabledProtocols',
      standard: { en: 'those of Node', zh: 'Node 的默认值' },
      means: {
        en: 'With `TLSv1.2` among them that is the least, else `TLSv1.3`',
        zh: '含有 `TLSv1.2` 就以它为下限，否则是 `TLSv1.3`',
      },
    },
    {
      key: 'ssl.ciphersuites',
      standard: { en: 'those of Node', zh: 'Node 的默认值' },
      means: { en: 'Under the names of OpenSSL', zh: '用 OpenSSL 的名字' },
    },
    {
      key: 'client.certReload',
      standard: 'false',
      means: {
        en: 'Whether the files for the port of clients are read again once they are others, within seconds',
        zh: '客户端端口的密钥和证书文件换了以后，是否在几秒内重新读入',
      },
    },
    {
      key: 'sslQuorumReloadCertFiles',
      standard: 'false',
      means: {
        en: 'The same, for the files between servers',
        zh: '同上，用于成员之间的文件',
      },
    },
    {
      key: 'sslQuorum',
      standard: 'false',
      means: {
        en: 'Whether servers speak TLS among themselves, all with certificates',
        zh: '成员之间是否走 TLS，且都须有证书',
      },
    },
    {
      key: 'ssl.quorum.keyStore.location',
      standard: none,
      means: { en: 'As above, for peers', zh: '同上，用于成员之间' },
    },
    { key: 'ssl.quorum.keyStore.password', standard: none, means: { en: 'As above', zh: '同上' } },
    {
      key: 'ssl.quorum.keyStore.passwordPath',
      standard: none,
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.keyStore.type',
      standard: { en: 'by the end of its name', zh: '看文件名后缀' },
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.trustStore.location',
      standard: { en: 'what the system trusts', zh: '系统信任的' },
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.trustStore.password',
      standard: none,
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.trustStore.passwordPath',
      standard: none,
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.trustStore.type',
      standard: { en: 'by the end of its name', zh: '看文件名后缀' },
      means: { en: 'As above', zh: '同上' },
    },
    {
      key: 'ssl.quorum.hostnameVerification',
      standard: 'true',
      means: {
        en: 'Whether the name in a certificate has to be that of `server.N`',
        zh: '证书里的名字是否必须与 `server.N` 的一致',
      },
    },
  ],
} as const satisfies Readonly<Record<string, readonly HonouredKey[]>>;
